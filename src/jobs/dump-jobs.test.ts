import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { noHarvester } from '../../test/support/harvester.ts'
import { noon, noSeeker } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import type { Database } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { MakeDump } from '../dumps/threaded-dumps.ts'
import { silentLog } from '../log.ts'
import { addJob } from './queue.ts'
import { scheduleOf } from './schedule.ts'
import { createWorker } from './worker.ts'

const clock = fixedClock(noon)

function workerOf(database: Database, makeDump?: MakeDump) {
  const settings = readConfig({ environment: { BROADSHEET_DATA: '/nowhere' } }).values
  const dumps = makeDump && { makeDump }
  return createWorker({
    ...{ database, clock, log: silentLog, harvester: noHarvester, seeker: noSeeker },
    ...{ sources: [], settings, ...dumps },
  })
}

eachDatabase('the job that makes dumps', (_, openWhole) => {
  test('is left to a node that makes them', async () => {
    const database = await openWhole()
    await inTransaction(database.db, (tx) => addJob(tx, clock.now(), 'make-dump'))
    assert.equal(await workerOf(database).runDue(), 0)
    let made = 0
    const makeDump = async () => void made++
    assert.equal(await workerOf(database, makeDump).runDue(), 1)
    assert.equal(made, 1)
  })
})

test('is planned once a day, by nodes that make dumps', () => {
  const linesOf = (makes: boolean) =>
    scheduleOf([], { makesDumps: makes }).filter(({ kind }) => kind === 'make-dump')
  assert.deepEqual([linesOf(false).length, linesOf(true)[0]?.cron], [0, '20 2 * * *'])
})
