import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseKinds, openMigrated } from '../../test/support/database.ts'
import { type Ears, listenForNews } from './listen.ts'
import { type Channel, notify } from './notify.ts'
import { inTransaction, nextChangeSeq } from './write.ts'

const silent = { info() {}, warn() {} }

/** Remembers what it heard. */
function someEars() {
  const heard: Channel[] = []
  const states: boolean[] = []
  const ears: Ears = { heard: (channel) => heard.push(channel), listening: (on) => states.push(on) }
  return { ears, heard, states }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 500; tries++) await sleep(20)
  assert.ok(isTrue())
}

test('what is told is heard once it is committed, and what may have been missed at the beginning', {
  skip: !databaseKinds.includes('postgres') && 'TEST_DATABASE_URL is not set.',
}, async () => {
  const database = await openMigrated('postgres')
  const { db } = database
  const { ears, heard, states } = someEars()
  const listener = listenForNews(database, ears, silent)
  await until(() => heard.length === 2)
  assert.deepEqual([states, heard.splice(0)], [[true], ['broadsheet_changes', 'broadsheet_jobs']])

  const undone = inTransaction(db, async (tx) => {
    await notify(tx, 'broadsheet_jobs')
    throw new Error('undone')
  })
  await assert.rejects(undone, /undone/)
  await inTransaction(db, async (tx) => {
    // Looking at the counter tells nobody; several numbers of one transaction tell once.
    await nextChangeSeq(tx, 0)
    await nextChangeSeq(tx, 3)
    await nextChangeSeq(tx, 2)
  })
  await inTransaction(db, (tx) => nextChangeSeq(tx, 0))
  await inTransaction(db, (tx) => notify(tx, 'broadsheet_jobs'))
  await until(() => heard.length >= 2)
  assert.deepEqual(heard, ['broadsheet_changes', 'broadsheet_jobs'])

  await listener.close()
  await inTransaction(db, (tx) => notify(tx, 'broadsheet_jobs'))
  await sleep(100)
  assert.equal(heard.length, 2)
  assert.deepEqual(states, [true])
})

test('an embedded database tells nothing, and a server that is away is asked again until it is closed', async () => {
  const { ears, heard, states } = someEars()
  const database = await openMigrated('sqlite')
  await listenForNews(database, ears, silent).close()
  await inTransaction(database.db, (tx) => nextChangeSeq(tx, 1))
  const away = listenForNews({ kind: 'postgres', at: 'postgres://127.0.0.1:1/none' }, ears, silent)
  await sleep(400)
  await away.close()
  assert.deepEqual([heard, states], [[], []])
})
