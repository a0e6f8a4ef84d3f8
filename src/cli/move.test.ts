import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../../test/support/database.ts'
import { addPapers } from '../../test/support/filled-store.ts'
import { openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'

test('`move` copies a store to the other database and back, and says what it did', async () => {
  const [first, last] = [temporaryFolder(), temporaryFolder()]
  const source = openDatabase({ data: first })
  await migrate(source)
  await addPapers(source.db, 'Paper', 12)
  await source.close()
  const middle = databaseKinds.includes('postgres') ? await createPostgresDatabase() : temporaryFolder()

  const there = await run(['move', '--from', first, '--to', middle])
  assert.deepEqual([there.status, there.err], [0, ''])
  assert.match(there.out, /^Moved 1[0-9] rows of \d+ tables; each was compared and is equal\.\n$/)

  const back = await run(['move', '--from', middle, '--to', last, '--json'])
  assert.equal(back.status, 0, back.err)
  const told = JSON.parse(back.out) as { tables: Record<string, number>; sourceWasWritten: boolean }
  assert.deepEqual([told.tables.paper, told.sourceWasWritten], [12, false])

  const again = await run(['move', '--from', middle, '--to', last])
  assert.equal(again.status, 1)
  assert.match(again.err, /not empty \(it has rows in paper\).*--replace/)
  assert.equal((await run(['move', '--from', middle, '--to', last, '--replace'])).status, 0)
})

test('`move` names what it can’t use', async () => {
  const folder = temporaryFolder()
  const same = await run(['move', '--from', folder, '--to', `${folder}/.`])
  assert.match(same.err, /one place/)
  const nothing = await run(['move', '--from', folder, '--to', temporaryFolder()])
  assert.equal(nothing.status, 1)
  assert.match(nothing.err, /There is no store at/)
  assert.equal((await run(['move', '--from', folder])).status, 2)
  const away = await run(['move', '--from', 'postgres://127.0.0.1:1/none', '--to', folder])
  assert.match(away.err, /does not answer/)
})
