import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase, temporaryFolder } from '../../test/support/database.ts'
import { fillStore } from '../../test/support/filled-store.ts'
import { noHarvester } from '../../test/support/harvester.ts'
import { noSeeker } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import type { Database } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { noLag } from '../finding/index-figures.ts'
import { addJob } from '../jobs/queue.ts'
import { scheduleOf } from '../jobs/schedule.ts'
import { createWorker } from '../jobs/worker.ts'
import { silentLog } from '../log.ts'
import type { BackupNotes } from './backup-jobs.ts'
import { lastBackup, lastIntegrityCheck } from './backup-marks.ts'
import { checkBackup } from './check-backup.ts'
import { makeScheduledBackup } from './scheduled-backup.ts'
import { threadedBackups, threadedDamage } from './threaded-backups.ts'

const at = (day: string) => fixedClock(`${day}T02:35:00Z`)
const keep = { daily: 2, weekly: 1 }
const homeOf = ({ kind, at: place }: Database) =>
  kind === 'sqlite' ? { data: join(place, '..') } : { data: '/nowhere', url: place }

function workerOf(database: Database, backups: BackupNotes, day: string) {
  const settings = readConfig({ environment: { BROADSHEET_DATA: '/nowhere' } }).values
  return createWorker({
    ...{ database, clock: at(day), log: silentLog, harvester: noHarvester, seeker: noSeeker },
    finder: { match: async () => [], nearnessAt: async () => null, figures: () => noLag } as never,
    ...{ sources: [], settings, backups },
  })
}

async function backupJobs({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('job').select('state').where('kind', '=', 'make-backup').execute()
  return rows.map(({ state }) => state)
}

eachDatabase('backups by the schedule', (_open, openWhole) => {
  test('are made by a thread, found whole, noted for all nodes, and older ones let go', async () => {
    const database = await openWhole()
    await fillStore(database.db)
    const folder = temporaryFolder()
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
      const clock = at(day)
      const make = threadedBackups({ store: homeOf(database), clock, folder, keep, version: '1.2.3' })
      await inTransaction(database.db, (tx) => addJob(tx, clock.now(), 'make-backup'))
      await workerOf(database, {}, day).runDue()
      assert.deepEqual(await backupJobs(database), ['ready'], 'nodes without a folder leave it to others')
      await workerOf(database, { make }, day).runDue()
      assert.deepEqual(await backupJobs(database), ['done'])
      await database.db.deleteFrom('job').execute()
    }
    assert.deepEqual(readdirSync(folder).sort(), [
      'broadsheet-2026-03-03.backup',
      'broadsheet-2026-03-04.backup',
    ])
    const last = await lastBackup(database.db)
    assert.equal(last?.at, Date.parse('2026-03-04T02:35:00Z'))
    assert.equal(last.file, join(folder, 'broadsheet-2026-03-04.backup'))
    assert.equal(statSync(last.file).size, last.bytes)
    assert.equal(statSync(last.file).mode & 0o077, 0)
    assert.equal((await checkBackup(last.file)).trailer.rows, last.rows)
  })

  test('that fail let nothing go, and say why', async () => {
    const database = await openWhole()
    const folder = temporaryFolder()
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03'])
      await makeScheduledBackup(database, folder, { daily: 9, weekly: 0 }, { clock: at(day), version: '1' })
    const before = readdirSync(folder)
    const stopped = AbortSignal.abort()
    const options = { clock: at('2026-03-04'), version: '1', signal: stopped }
    await assert.rejects(makeScheduledBackup(database, folder, { daily: 1, weekly: 0 }, options), /stopped/)
    assert.deepEqual(readdirSync(folder), before)
    const gone = join(folder, 'gone')
    await assert.rejects(
      makeScheduledBackup(database, gone, keep, { clock: at('2026-03-04'), version: '1' }),
      /BACKUP_FOLDER\) can’t be read\. Make it/,
    )
    assert.equal(await lastBackup(database.db), null)
  })

  test('are made although an older one can’t be removed: that is told', async (t) => {
    const database = await openWhole()
    const folder = temporaryFolder()
    const stuck = join(folder, 'broadsheet-2026-03-01.backup')
    await makeScheduledBackup(database, folder, keep, { clock: at('2026-03-01'), version: '1' })
    await makeScheduledBackup(database, folder, keep, { clock: at('2026-03-02'), version: '1' })
    const clock = at('2026-03-03')
    const make = threadedBackups({
      ...{ store: homeOf(database), clock, folder, version: '1' },
      keep: { daily: 1, weekly: 0 },
    })
    await inTransaction(database.db, (tx) => addJob(tx, clock.now(), 'make-backup'))
    // What is mounted can't be removed.
    if (spawnSync('mount', ['--bind', stuck, stuck]).status !== 0)
      return t.skip('this user can’t mount a file')
    await workerOf(database, { make }, '2026-03-03')
      .runDue()
      .finally(() => spawnSync('umount', [stuck]))
    assert.deepEqual(await backupJobs(database), ['done'])
    const last = await lastBackup(database.db)
    assert.equal(last?.file, join(folder, 'broadsheet-2026-03-03.backup'))
    assert.match(last.left ?? '', /2026-03-01/)
    assert.equal((await checkBackup(last.file)).trailer.rows, last.rows)
  })

  test('clear away what a killed process left, and leave other files alone', async () => {
    const database = await openWhole()
    const folder = temporaryFolder()
    const left = [
      'broadsheet-2026-03-01.backup.unchecked',
      '.broadsheet-2026-03-01.backup.unchecked.0a1b.part',
    ]
    for (const name of [...left, 'notes.txt']) writeFileSync(join(folder, name), 'x')
    await makeScheduledBackup(database, folder, keep, { clock: at('2026-03-02'), version: '1' })
    assert.deepEqual(readdirSync(folder).sort(), ['broadsheet-2026-03-02.backup', 'notes.txt'])
  })

  test('the database is asked for damage, by a thread', async () => {
    const database = await openWhole()
    const work = { findDamage: threadedDamage(homeOf(database)) }
    await inTransaction(database.db, (tx) => addJob(tx, at('2026-03-01').now(), 'check-integrity'))
    await workerOf(database, work, '2026-03-01').runDue()
    assert.deepEqual(await lastIntegrityCheck(database.db), { at: at('2026-03-01').now(), problems: [] })
    await inTransaction(database.db, (tx) =>
      addJob(tx, at('2026-03-08').now(), 'check-integrity', {}, { maxAttempts: 1 }),
    )
    await workerOf(database, { findDamage: async () => ['row 7 is missing'] }, '2026-03-08').runDue()
    assert.deepEqual((await lastIntegrityCheck(database.db))?.problems, ['row 7 is missing'])
    const failed = await database.db.selectFrom('job').selectAll().where('state', '=', 'failed').execute()
    assert.deepEqual(
      failed.map(({ last_error }) => last_error),
      ['The database is damaged: row 7 is missing. Restore the last backup that was found whole.'],
    )
  })
})

test('one node a night is asked for a backup, where there is a folder', () => {
  const times = (makesBackups: boolean) =>
    scheduleOf([], { makesBackups }).flatMap(({ kind, cron }) => (kind === 'make-backup' ? [cron] : []))
  assert.deepEqual([times(false), times(true)], [[], ['35 2 * * *']])
})
