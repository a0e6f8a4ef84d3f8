import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { inTransaction } from '../db/write.ts'
import { noteNewPapers } from './new-paper-queries.ts'

eachDatabase('new papers', (open) => {
  test('who commits later is noted later, also where the times were taken at once or the clocks differ', async () => {
    const db = await open()
    const committed: string[] = []
    const note = async (id: string, now: number) => {
      await inTransaction(db, (tx) => noteNewPapers(tx, [id], now))
      committed.push(id)
    }
    await Promise.all([note('d', 1_000), note('c', 1_000), note('b', 999), note('a', 5)])
    await note('d', 9_000)
    const rows = await db.selectFrom('new_paper').selectAll().orderBy('arrived_at').execute()
    assert.deepEqual(
      rows.map(({ paper_id }) => paper_id),
      committed.slice(0, 4),
    )
    assert.equal(new Set(rows.map(({ arrived_at }) => arrived_at)).size, 4)
  })
})
