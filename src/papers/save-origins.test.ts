import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, aRecord } from '../../test/support/arbitrary-records.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { contentOf } from '../../test/support/store-content.ts'
import type { Db } from '../db/connect.ts'
import { tablesInOrder } from '../db/schema.ts'
import { inTransaction } from '../db/write.ts'
import { markCurated } from './curated-days-queries.ts'
import type { Origin } from './merging/origins.ts'
import type { PaperRecord } from './paper.ts'
import { paperById } from './queries.ts'
import { saveRecordsIn } from './save.ts'

const id = aRecord().id
const say = (db: Db, origin: Origin, ...records: PaperRecord[]) =>
  inTransaction(db, (tx) => saveRecordsIn(tx, records, origin))

const bare = { abstract: '', authors: [], authorCount: 0, categories: [], published: '2026' }

eachDatabase('what several origins say of one paper', (open) => {
  test('a source that corrects itself is believed, however often a file says otherwise', async () => {
    const db = await open()
    const [first, second] = [{ number: 1 }, { number: 2 }]
    await say(db, 'arxiv', aRecord({ title: 'A first titel', versions: [first] }))
    await say(db, 'arxiv', aRecord({ title: 'A better title', versions: [first, second] }))
    await say(db, 'import', aRecord({ title: 'A title in a file' }))
    assert.equal((await paperById(db, id))?.title, 'A better title')
    const late = await say(db, 'arxiv', aRecord({ title: 'A first titel', versions: [first] }))
    assert.deepEqual(late, { added: 0, changed: 0, unchanged: 1 })
    assert.equal((await paperById(db, id))?.title, 'A better title')
  })

  test('each adds what only it knows', async () => {
    const db = await open()
    const code = { kind: 'code' as const, url: 'https://example.org/code' }
    await say(db, 'hf-daily', aRecord({ links: [code], keywords: ['speed'], recordedVotes: 7 }))
    await say(db, 'github', aRecord({ ...bare, title: '', links: [{ ...code, stars: 9 }] }))
    await say(db, 'semantic-scholar', aRecord({ ...bare, title: '', citations: 4, venues: ['A Venue'] }))
    await say(db, 'arxiv', aRecord({ comment: '9 pages', versions: [{ number: 1 }] }))
    const paper = await paperById(db, id)
    assert.deepEqual(paper?.links, [{ ...code, stars: 9 }])
    assert.deepEqual([paper?.citations, paper?.recordedVotes, paper?.comment], [4, 7, '9 pages'])
    assert.deepEqual([paper?.venues, paper?.keywords], [['A Venue'], ['speed']])
    const stored = await db.selectFrom('statement').select('origin').orderBy('origin').execute()
    assert.deepEqual(
      stored.map(({ origin }) => origin),
      ['arxiv', 'github', 'hf-daily', 'semantic-scholar'],
    )
  })

  test('one origin alone costs no statement', async () => {
    const db = await open()
    await say(db, 'arxiv', aRecord())
    await say(db, 'arxiv', aRecord({ comment: 'now with a comment' }))
    assert.deepEqual(await db.selectFrom('statement').selectAll().execute(), [])
  })

  test('what is counted elsewhere does not advance the change number', async () => {
    const db = await open()
    await say(db, 'arxiv', aRecord())
    await say(db, 'openalex', aRecord({ ...bare, title: '', published: '2026', citations: 3 }))
    const { change_seq } = await db.selectFrom('store').select('change_seq').executeTakeFirstOrThrow()
    assert.equal(change_seq, 1)
    assert.equal((await paperById(db, id))?.citations, 3)
  })

  test('a list that moves has the places that it said last; the rule’s places count for nothing beside them', async () => {
    const db = await open()
    const day = '2026-03-02'
    const placeOf = async () =>
      (await db.selectFrom('edition_entry').select(['place', 'chosen_by']).executeTakeFirst()) ?? null
    await say(db, 'arxiv-feed', aRecord({ entries: [{ day, place: 1, chosenBy: 'rule', score: 2 }] }))
    await say(db, 'hf-daily', aRecord({ entries: [{ day, place: 5 }] }))
    assert.deepEqual(await placeOf(), { place: 5, chosen_by: null })
    await say(db, 'hf-daily', aRecord({ entries: [{ day, place: 7 }] }))
    assert.deepEqual(await placeOf(), { place: 7, chosen_by: null })
  })

  test('a curator’s list is added to by nobody else; votes and comments go on', async () => {
    const db = await open()
    const day = '2026-03-02'
    await say(db, 'hf-daily', aRecord({ entries: [{ day, place: 3, recordedVotes: 1 }] }))
    await inTransaction(db, async (tx) => {
      await markCurated(tx, day)
      await tx.updateTable('edition_entry').set({ place: 0 }).execute()
    })
    await say(db, 'hf-daily', aRecord({ entries: [{ day, place: 5, recordedVotes: 9 }] }))
    await say(db, 'hf-daily', aRecord({ id: '2603.00002', entries: [{ day, place: 0 }] }))
    const entries = await db.selectFrom('edition_entry').selectAll().execute()
    assert.deepEqual(
      entries.map((row) => [row.paper_id, row.place, row.recorded_votes]),
      [[id, 0, 9]],
    )
  })

  test('an index that was asked for a whole paper once leaves it whole when it is asked for a part', async () => {
    const db = await open()
    const whole = aRecord({ abstract: 'All of it.', published: '2026-02-03' })
    await say(db, 'crossref', whole)
    await say(db, 'crossref', aRecord({ ...bare, title: '', published: '2026', citations: 9 }))
    const paper = await paperById(db, id)
    assert.deepEqual(
      [paper?.title, paper?.abstract, paper?.authorCount, paper?.published, paper?.citations],
      [whole.title, 'All of it.', 2, '2026-02-03', 9],
    )
  })

  test('versions of one id are not those of another, and every DOI finds the paper', async () => {
    const db = await open()
    await say(db, 'arxiv', aRecord({ doi: '10.1000/a', versions: [{ number: 1 }] }))
    await say(db, 'crossref', aRecord({ ...bare, title: '', doi: '10.1000/b' }))
    const dois = await db.selectFrom('paper_identifier').select('value').orderBy('value').execute()
    assert.deepEqual(
      dois.map(({ value }) => value),
      ['10.1000/a', '10.1000/b'],
    )
  })

  test('any order among origins ends in the same store', async () => {
    const origin = fc.constantFrom<Origin>('arxiv', 'hf-daily', 'import', 'crossref', 'members')
    // Places are left out: a list that moves has the place that it said last.
    const unplaced = anyRecord.map((record) => ({
      ...record,
      entries: record.entries.map(({ place: _, ...entry }) => entry),
    }))
    const sayings = fc.array(fc.tuple(origin, unplaced), { minLength: 2, maxLength: 5 })
    const [one, other] = [await open(), await open()]
    await fc.assert(
      fc.asyncProperty(sayings, fc.infiniteStream(fc.nat()), async (list, choices) => {
        for (const db of [one, other]) await empty(db)
        for (const [from, record] of list) await say(one, from, record)
        for (const [from, record] of interleaved(list, choices)) await say(other, from, record)
        assert.deepEqual(await contentOf(other), await contentOf(one))
      }),
      { numRuns: 40 },
    )
  })
})

/** The same sayings in another order; what one origin says stays in its order. */
function interleaved(
  list: [Origin, PaperRecord][],
  choices: IterableIterator<number>,
): [Origin, PaperRecord][] {
  const queues = [...Map.groupBy(list, ([origin]) => origin).values()]
  const order: [Origin, PaperRecord][] = []
  while (queues.some((queue) => queue.length > 0)) {
    const waiting = queues.filter((queue) => queue.length > 0)
    const next = waiting[(choices.next().value as number) % waiting.length]?.shift()
    if (next) order.push(next)
  }
  return order
}

async function empty(db: Db): Promise<void> {
  for (const table of tablesInOrder.toReversed()) {
    if (table !== 'store') await db.deleteFrom(table).execute()
  }
}
