import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { builtInEncoder } from '../../test/support/local-finder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import { LocalFinder } from './local-finder.ts'

const subjects = ['graphs', 'proteins', 'speech', 'robots', 'galaxies', 'markets', 'vaccines', 'crystals']
const ways = ['learning', 'noise', 'symmetry', 'planning', 'compression', 'attention', 'sampling', 'causes']

/** Titles of which some are near to each other, and most are not. */
const papers = subjects.flatMap((subject, at) =>
  ways.map((way, place) =>
    paperRecord({
      id: `2603.${String(at * 100 + place + 1).padStart(5, '0')}`,
      title: `On ${way} in ${subject}`,
      abstract: `We study ${way}, and what it means for ${subject}.`,
    }),
  ),
)

eachDatabase('some papers as an index of their own', (open) => {
  test('tell how near each is, as the whole index does', async () => {
    const db = await open()
    await fill(db, papers)
    const finder = new LocalFinder({ db, ...(await builtInEncoder()) })
    await finder.refresh()
    const query = parseQuery('how robots plan')
    const ids = papers.map(({ id }) => id)
    const ask = async (leastNearness: number) =>
      (await finder.match({ ids, seq: 1 }, [{ query, byWords: false, leastNearness }]))[0] ?? []
    const all = (await ask(-1)).map(({ nearness }) => nearness ?? 0).sort((a, b) => b - a)
    assert.ok(all.length > 50)
    for (const rank of [1, 3, 10, 40]) {
      const least = await finder.nearnessAt(query, rank)
      assert.equal(least, all[rank - 1])
      const found = await ask(least ?? 0)
      assert.equal(found.length, rank)
      assert.ok(found.every(({ holdsAll, nearness }) => !holdsAll && (nearness ?? 0) >= (least ?? 0)))
    }
    assert.equal(await finder.nearnessAt(query, papers.length + 1), null)
    const best = (await finder.find({ query, mode: 'semantic', offset: 0, limit: 3 })).hits.map(
      ({ id }) => id,
    )
    const three = await ask((await finder.nearnessAt(query, 3)) ?? 0)
    assert.deepEqual(three.map(({ id }) => id).sort(), best.sort())
  })

  test('conditions hold, words and meaning are asked for apart, and unknown ids are nothing', async () => {
    const db = await open()
    await fill(db, papers)
    const finder = new LocalFinder({ db, ...(await builtInEncoder()) })
    await finder.refresh()
    const ids = [...papers.map(({ id }) => id), '2603.99999']
    const ask = async (text: string, more: { byWords: boolean; leastNearness: number | null }) =>
      ((await finder.match({ ids, seq: 1 }, [{ query: parseQuery(text), ...more }]))[0] ?? []).map(
        ({ id }) => id,
      )
    const words = await ask('noise robots', { byWords: true, leastNearness: null })
    assert.deepEqual(words, ['2603.00302'])
    assert.deepEqual(await ask('noise robots', { byWords: false, leastNearness: 2 }), [])
    const both = await ask('noise robots', { byWords: true, leastNearness: 0.3 })
    assert.ok(both.length > 1 && both.includes('2603.00302'))
    assert.deepEqual(await ask('noise robots author:nobody', { byWords: true, leastNearness: 0 }), [])
    assert.deepEqual(
      await finder.match({ ids: [], seq: 1 }, [
        { query: parseQuery('noise'), byWords: true, leastNearness: 0 },
      ]),
      [[]],
    )
  })
})
