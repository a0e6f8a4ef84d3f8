import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aMember } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { arrive, aSavedSearch, findsIn, minutesLater, searchJobs } from '../../test/support/saved-searches.ts'
import type { Db } from '../db/connect.ts'
import type { Finder } from '../finding/finder.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { mergePapers } from '../papers/same/merge-papers.ts'
import { forgetFinds, runSavedSearches } from './run-searches.ts'
import { saveSearch } from './save-search.ts'

const paper = (number: number, title: string, more: Partial<PaperRecord> = {}) =>
  paperRecord({
    ...{
      id: `2603.${String(number).padStart(5, '0')}`,
      title,
      abstract: `We write of ${title.toLowerCase()}.`,
    },
    ...{ published: '2026-03-03', categories: ['cs.LG'], ...more },
  })

async function start(open: () => Promise<Db>) {
  const db = await open()
  const ada = await aMember(db, 'ada')
  return { db, ada, ...searchJobs(db) }
}

eachDatabase('saved searches', (open) => {
  test('find what comes afterwards and holds all their words, once', async () => {
    const { db, ada, run } = await start(open)
    await arrive(db, [paper(1, 'Weaving nets of old')], -60)
    await aSavedSearch(db, ada.id, 'weaving nets', { mode: 'lexical' })
    await aSavedSearch(db, ada.id, 'category:math weaving', { mode: 'lexical' })
    await run(1)
    assert.deepEqual(await findsIn(db), [])
    await arrive(db, [paper(2, 'Nets, and weaving'), paper(3, 'Weaving gardens')], 2)
    await run(5)
    await run(10)
    assert.deepEqual(await findsIn(db), ['weaving nets: 2603.00002 by words'])
    await arrive(db, [paper(4, 'Weaving', { categories: ['math.CO'] })], 11)
    await run(15)
    assert.deepEqual(await findsIn(db), [
      'category:math weaving: 2603.00004 by words',
      'weaving nets: 2603.00002 by words',
    ])
  })

  test('find what is written down later with the same time or an earlier one, and a smaller id', async () => {
    const { db, ada, run } = await start(open)
    await aSavedSearch(db, ada.id, 'weaving', { mode: 'lexical' })
    await arrive(db, [paper(9, 'Weaving')], 2)
    await run(3)
    await arrive(db, [paper(5, 'Weaving')], 2)
    await run(4)
    await arrive(db, [paper(1, 'Weaving')], 1)
    await run(5)
    assert.deepEqual(
      await findsIn(db),
      [1, 5, 9].map((number) => `weaving: 2603.0000${number} by words`),
    )
  })

  test('filters alone find all that passes them, and files that are imported are no news', async () => {
    const { db, ada, run } = await start(open)
    await aSavedSearch(db, ada.id, 'author:noether')
    await aSavedSearch(db, ada.id, 'author:noether', { mode: 'semantic' })
    await fill(db, [paper(1, 'Rings', { authors: [{ name: 'Emmy Noether' }] })])
    await arrive(db, [paper(2, 'Ideals', { authors: [{ name: 'Emmy Noether' }] }), paper(3, 'Ideals')], 1)
    await run(5)
    assert.deepEqual(await findsIn(db), Array(2).fill('author:noether: 2603.00002 by words'))
  })

  test('find a paper that came lately when it comes onto a list', async () => {
    const { db, ada, run } = await start(open)
    await aSavedSearch(db, ada.id, 'is:listed weaving', { mode: 'lexical' })
    const weaving = paper(1, 'Weaving')
    await arrive(db, [weaving], 1)
    await run(5)
    assert.deepEqual(await findsIn(db), [])
    await fill(db, [{ ...weaving, entries: [{ day: '2026-03-04', place: 0, recordedVotes: 3 }] }])
    await run(10)
    assert.deepEqual(await findsIn(db), ['is:listed weaving: 2603.00001 by words'])
  })

  test('find by meaning what is among the nearest of all and near enough', async () => {
    const { db, ada, run } = await start(open)
    const query = 'how robots learn to grasp things'
    await aSavedSearch(db, ada.id, query, { mode: 'semantic' })
    await aSavedSearch(db, ada.id, query)
    await aSavedSearch(db, ada.id, query, { mode: 'lexical' })
    const grasping = paper(1, 'Robotic grasping by reinforcement learning')
    await arrive(db, [grasping, paper(2, 'A census of distant galaxies')], 1)
    await run(5)
    assert.deepEqual(await findsIn(db), Array(2).fill(`${query}: 2603.00001 by meaning`))
    const { nearness, nearness_at } = await db
      .selectFrom('saved_search')
      .select(['nearness', 'nearness_at'])
      .where('mode', '=', 'semantic')
      .executeTakeFirstOrThrow()
    assert.deepEqual(
      [nearness, nearness_at],
      [null, minutesLater(5)],
      'there are fewer papers than best ones',
    )
  })

  test('a paper that 200 others are nearer than is none of the nearest', async () => {
    const { db, ada, finder } = await start(open)
    await aSavedSearch(db, ada.id, 'robotic grasping', { mode: 'semantic' })
    let asked = 0
    const crowded: Finder = {
      ...finder,
      nearnessAt: async (_, rank) => {
        assert.equal(rank, 200)
        return asked++ === 0 ? 0.25 : 0.99
      },
    }
    const { signal } = new AbortController()
    const run = (minutes: number) =>
      runSavedSearches({ db, finder: crowded, now: () => minutesLater(minutes), signal })
    await arrive(db, [paper(1, 'A census of distant galaxies')], 1)
    await run(5)
    assert.equal(asked, 1, 'to begin with')
    await arrive(db, [paper(2, 'Robotic grasping by reinforcement learning')], 20)
    await run(25)
    assert.equal(asked, 2, 'once more for the find')
    assert.deepEqual(await findsIn(db), [])
    await arrive(db, [paper(3, 'Robotic grasping, again')], 26)
    await run(30)
    assert.equal(asked, 2, 'nothing was near enough to ask again')
  })

  test('a paper that was found under another id is nothing new', async () => {
    const { db, ada, run } = await start(open)
    await aSavedSearch(db, ada.id, 'weaving', { mode: 'lexical' })
    await arrive(db, [paper(1, 'Weaving')], 1)
    await run(5)
    const twin = paper(1, 'Weaving')
    await arrive(db, [{ ...twin, id: 'doi:10.1000/weaving' }], 6)
    await mergePapers(db, {
      alias: '2603.00001',
      into: 'doi:10.1000/weaving',
      reason: 'person',
      by: 'x',
      now: 1,
    })
    await run(10)
    assert.deepEqual(await findsIn(db), ['weaving: 2603.00001 by words'])
  })

  test('wait while the index is behind, and go on where they were', async () => {
    const { db, ada, finder, run } = await start(open)
    await aSavedSearch(db, ada.id, 'weaving', { mode: 'lexical' })
    await arrive(db, [paper(1, 'Weaving')], 1)
    const building: Finder = { ...finder, state: () => ({ kind: 'building', done: 0, total: 1 }) }
    const { signal } = new AbortController()
    await runSavedSearches({ db, finder: building, now: () => minutesLater(5), signal })
    assert.deepEqual(await findsIn(db), [])
    await run(10)
    assert.equal((await findsIn(db)).length, 1)
  })

  test('cut short they compare the same again', async () => {
    const { db, ada, finder, run } = await start(open)
    for (const word of ['weaving', 'nets']) await aSavedSearch(db, ada.id, word, { mode: 'lexical' })
    await arrive(db, [paper(1, 'Weaving nets')], 1)
    const stopping = new AbortController()
    const cut: Finder = {
      ...finder,
      match: async (...asked) => {
        stopping.abort()
        return finder.match(...asked)
      },
    }
    await runSavedSearches({ db, finder: cut, now: () => minutesLater(5), signal: stopping.signal })
    await run(10)
    assert.deepEqual(await findsIn(db), ['nets: 2603.00001 by words', 'weaving: 2603.00001 by words'])
  })

  test('many papers and many searches all meet', async () => {
    const { db, run } = await start(open)
    const members = [await aMember(db, 'ben'), await aMember(db, 'cleo'), await aMember(db, 'dora')]
    for (const [at, { id }] of members.entries())
      for (let n = 0; n < 20; n++) await aSavedSearch(db, id, `nets word${at}x${n}`, { mode: 'lexical' })
    const papers = Array.from({ length: 620 }, (_, n) => paper(n + 1, `Nets word${n % 3}x${n % 20} ${n}`))
    await arrive(db, papers, 1)
    await run(5)
    const { finds } = await db
      .selectFrom('saved_search_paper')
      .select(({ fn }) => fn.countAll<number>().as('finds'))
      .executeTakeFirstOrThrow()
    assert.equal(finds, papers.length)
  })

  test('are at most 50 each, and the same one is kept once', async () => {
    const { db, ada } = await start(open)
    for (let n = 0; n < 50; n++) await aSavedSearch(db, ada.id, `word${n}`)
    await assert.rejects(aSavedSearch(db, ada.id, 'one more'), /Delete one first/)
    const again = { name: 'x', query: 'word3', mode: 'hybrid', cadence: 'off' } as const
    const { search, isNew } = await saveSearch(db, ada.id, again, 1)
    assert.deepEqual([isNew, search.name, search.cadence], [false, 'word3', 'at-once'])
  })

  test('forget after half a year what they found', async () => {
    const { db, ada, run } = await start(open)
    await aSavedSearch(db, ada.id, 'weaving', { mode: 'lexical' })
    await arrive(db, [paper(1, 'Weaving')], 1)
    await run(5)
    await forgetFinds(db, minutesLater(5 + 179 * 1_440))
    assert.equal((await findsIn(db)).length, 1)
    await forgetFinds(db, minutesLater(5 + 181 * 1_440))
    assert.equal((await findsIn(db)).length, 0)
  })
})
