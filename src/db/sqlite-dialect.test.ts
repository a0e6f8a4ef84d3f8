import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { type Db, openDatabase } from './connect.ts'
import { inTransaction, nextChangeSeq } from './write.ts'

eachDatabase('reading and writing', (open) => {
  test('a reader sees the last commit and does not wait for an open transaction', async () => {
    const db = await open()
    const [began, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const writing = inTransaction(db, async (tx) => {
      await nextChangeSeq(tx, 7)
      began.resolve()
      await end.promise
    })
    await began.promise
    assert.equal((await store(db)).change_seq, 0)
    end.resolve()
    await writing
    assert.equal((await store(db)).change_seq, 7)
  })

  test('change numbers are given once, in order of commit, and not at all when undone', async () => {
    const db = await open()
    const taken = await Promise.all([1, 2, 3, 4].map(() => inTransaction(db, (tx) => nextChangeSeq(tx, 10))))
    assert.deepEqual(
      taken.sort((a, b) => a - b),
      [1, 11, 21, 31],
    )
    const undone = inTransaction(db, async (tx) => {
      await nextChangeSeq(tx, 10)
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.equal((await store(db)).change_seq, 40)
  })

  test('whole numbers, text and nothing come back as they went in', async () => {
    const db = await open()
    const row = await sql<Record<string, unknown>>`select 1 as a, ${'é\u{1F4C4}'} as b, null as c`.execute(db)
    assert.deepEqual(row.rows, [{ a: 1, b: 'é\u{1F4C4}', c: null }])
    await inTransaction(db, (tx) => nextChangeSeq(tx, 2 ** 40))
    assert.equal((await store(db)).change_seq, 2 ** 40)
  })
})

test('a commit waits for the disk', async () => {
  const database = openDatabase({ data: temporaryFolder() })
  const asked = await database.db
    .transaction()
    .execute((tx) => sql<{ synchronous: number }>`pragma synchronous`.execute(tx))
  // Full (https://sqlite.org/pragma.html#pragma_synchronous).
  assert.equal(asked.rows[0]?.synchronous, 2)
  await database.close()
})

test('a write that looks like a read is refused, not done out of turn', async () => {
  const database = openDatabase({ data: temporaryFolder() })
  await sql`create table tally (id integer primary key)`.execute(database.db)
  const disguised = sql`with one (n) as (select 1) insert into tally select n from one`.execute(database.db)
  await assert.rejects(disguised, /readonly/)
  await database.close()
})

test('two processes’ connections write in turn without an error', async () => {
  const data = temporaryFolder()
  const [one, two] = [openDatabase({ data }), openDatabase({ data })]
  await sql`create table tally (id integer primary key, by text)`.execute(one.db)
  const writers = [one, two].flatMap(({ db }, by) =>
    Array.from({ length: 100 }, () => sql`insert into tally (by) values (${String(by)})`.execute(db)),
  )
  await Promise.all(writers)
  const { rows } = await sql<{ n: number }>`select count(*) as n from tally`.execute(one.db)
  assert.deepEqual(rows, [{ n: 200 }])
  await Promise.all([one.close(), two.close()])
})

const store = (db: Db) => db.selectFrom('store').selectAll().executeTakeFirstOrThrow()
