import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, aRecord } from '../../test/support/arbitrary-records.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { contentOf } from '../../test/support/store-content.ts'
import type { Db } from '../db/connect.ts'
import { tablesInOrder } from '../db/schema.ts'
import { saveRecords } from './save.ts'

eachDatabase('saving papers', (open) => {
  test('adds, changes and leaves alone', async () => {
    const db = await open()
    assert.deepEqual(await saveRecords(db, [aRecord()]), { added: 1, changed: 0, unchanged: 0 })
    assert.deepEqual(await saveRecords(db, [aRecord()]), { added: 0, changed: 0, unchanged: 1 })
    const better = aRecord({ published: '2026-03-02T08:00:00.000Z' })
    assert.deepEqual(await saveRecords(db, [better]), { added: 0, changed: 1, unchanged: 0 })
    assert.equal(await counter(db), 2)
  })

  test('votes, comments and places do not advance the change number; another day does', async () => {
    const db = await open()
    const day = '2026-03-02'
    await saveRecords(db, [aRecord({ entries: [{ day, recordedVotes: 1, place: 3 }] })])
    const voted = aRecord({ entries: [{ day, recordedVotes: 9, place: 2 }] })
    assert.deepEqual(await saveRecords(db, [voted]), { added: 0, changed: 1, unchanged: 0 })
    assert.equal(await counter(db), 1)
    const [paper] = await db.selectFrom('paper').selectAll().execute()
    assert.equal(paper?.recorded_votes, 9)

    await saveRecords(db, [aRecord({ entries: [{ day: '2026-03-03' }] })])
    assert.equal(await counter(db), 2)
  })

  test('fewer votes than known lower nothing', async () => {
    const db = await open()
    await saveRecords(db, [aRecord({ recordedVotes: 9, entries: [{ day: '2026-03-02', recordedVotes: 9 }] })])
    const lower = aRecord({ recordedVotes: 2, entries: [{ day: '2026-03-02', recordedVotes: 2 }] })
    assert.deepEqual(await saveRecords(db, [lower]), { added: 0, changed: 0, unchanged: 1 })
  })

  test('two records of one paper in one batch are one paper', async () => {
    const db = await open()
    const saved = await saveRecords(db, [
      aRecord({ entries: [{ day: '2026-03-02' }] }),
      aRecord({ entries: [{ day: '2026-03-03' }] }),
    ])
    assert.deepEqual(saved, { added: 1, changed: 0, unchanged: 0 })
    assert.equal((await db.selectFrom('edition_entry').selectAll().execute()).length, 2)
  })

  test('categories and DOIs can be looked up, and follow the paper', async () => {
    const db = await open()
    await saveRecords(db, [
      aRecord({ categories: ['cs.LG'], doi: '10.1000/A' }),
      aRecord({ id: 'doi:10.1000/own', published: '2025' }),
    ])
    await saveRecords(db, [aRecord({ categories: ['cs.CL', 'cs.LG'] })])
    const categories = await db.selectFrom('paper_category').selectAll().orderBy('category').execute()
    assert.deepEqual(
      categories.filter((row) => row.paper_id === '2603.00001').map((row) => row.category),
      ['cs.CL', 'cs.LG'],
    )
    const identifiers = await db.selectFrom('paper_identifier').selectAll().orderBy('value').execute()
    assert.deepEqual(
      identifiers.map((row) => row.value),
      ['10.1000/a', '10.1000/own'],
    )
  })

  test('people keep their recorded id; without one it follows from the handle', async () => {
    const db = await open()
    const id = 'ab'.repeat(12)
    const listedBy = (day: string, name: string, id?: string) =>
      aRecord({ entries: [{ day, submittedBy: id ? { id, name, followerCount: 3 } : { name } }] })
    await saveRecords(db, [listedBy('2026-03-02', 'ada', id)])
    await saveRecords(db, [listedBy('2026-03-03', 'Grace')])
    await saveRecords(db, [listedBy('2026-03-04', 'grace')])
    const people = await db.selectFrom('person').selectAll().orderBy('name_key').execute()
    assert.deepEqual(
      people.map((row) => [row.kind, row.name_key]),
      [
        ['recorded', 'ada'],
        ['recorded', 'grace'],
      ],
    )
    assert.equal(people[0]?.id, id)
    assert.match(people[1]?.id ?? '', /^[0-9a-f]{24}$/)
  })

  test('any records in any order and any batches end in the same store', async () => {
    const records = fc.array(anyRecord, { minLength: 2, maxLength: 4 })
    const ordered = records.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    const [one, other, whole] = [await open(), await open(), await open()]
    await fc.assert(
      fc.asyncProperty(ordered, async ([list, shuffled]) => {
        for (const db of [one, other, whole]) await empty(db)
        for (const record of list) await saveRecords(one, [record])
        for (const record of [...shuffled, ...list]) await saveRecords(other, [record])
        await saveRecords(whole, list)
        const expected = await contentOf(one)
        assert.deepEqual(await contentOf(other), expected)
        assert.deepEqual(await contentOf(whole), expected)
      }),
      { numRuns: 25 },
    )
  })

  test('two writers at once both succeed', async () => {
    const db = await open()
    const batches = Array.from({ length: 6 }, (_, at) => [aRecord({ recordedVotes: at, comment: `${at}` })])
    await Promise.all(batches.map((batch) => saveRecords(db, batch)))
    const [paper] = await db.selectFrom('paper').selectAll().execute()
    assert.equal(paper?.recorded_votes, 5)
  })
})

async function counter(db: Db): Promise<number | undefined> {
  return (await db.selectFrom('store').select('change_seq').executeTakeFirst())?.change_seq
}

async function empty(db: Db): Promise<void> {
  for (const table of tablesInOrder.toReversed()) {
    if (table !== 'store') await db.deleteFrom(table).execute()
  }
}
