import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { noHarvester } from '../../test/support/harvester.ts'
import { noSeeker } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { inTransaction } from '../db/write.ts'
import { silentLog } from '../log.ts'
import { nextRun } from '../sources/source-times.ts'
import { backupKinds, dumpKinds } from './job-kinds.ts'
import { forgetLeftJobs, pruneJobs } from './prune-jobs.ts'
import { addJob, claimJob, failJob, finishJob, LEASE_MS } from './queue.ts'
import { planFirstHarvests, planNextRuns, scheduleOf } from './schedule.ts'
import { createWorker } from './worker.ts'

const clock = fixedClock('2026-03-04T12:00:00Z')
const now = clock.now()
const lines = scheduleOf(['hf-daily'])
const { values: settings } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', SOURCES: '' } })
const others = {
  log: silentLog,
  harvester: noHarvester,
  seeker: noSeeker,
  sources: ['hf-daily'] as const,
  settings,
}

eachDatabase('jobs', (open, openWhole) => {
  test('a job that is due is claimed once, by one of many', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs'))
    const claims = await Promise.all([1, 2, 3, 4, 5].map(() => claimJob(db, now)))
    assert.equal(claims.filter((claim) => claim !== null).length, 1)
  })

  test('a job of an undone transaction does not exist', async () => {
    const db = await open()
    const undone = inTransaction(db, async (tx) => {
      await addJob(tx, now, 'prune-jobs')
      throw new Error('the cause failed')
    })
    await assert.rejects(undone, /the cause failed/)
    assert.equal(await claimJob(db, now), null)
  })

  test('a key exists once, and a later time waits', async () => {
    const db = await open()
    await inTransaction(db, async (tx) => {
      await addJob(tx, now, 'prune-jobs', {}, { key: 'once', runAt: now + 1_000 })
      await addJob(tx, now, 'prune-jobs', {}, { key: 'once', runAt: now })
    })
    assert.equal(await claimJob(db, now), null)
    const job = await claimJob(db, now + 1_000)
    assert.equal(job?.attempts, 1)
    assert.equal(await claimJob(db, now + 1_000), null)
  })

  test('a failed try comes again later, and the last one stays as failed with its reason', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs', {}, { maxAttempts: 2 }))
    const first = await claimJob(db, now)
    assert.ok(first)
    await failJob(db, first, now, 'the disk was full')
    assert.equal(await claimJob(db, now), null)
    const second = await claimJob(db, now + 10_000)
    assert.ok(second)
    await failJob(db, second, now, 'the disk was full again')
    assert.equal(await claimJob(db, now + 1e9), null)
    const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.last_error], ['failed', 'the disk was full again'])
  })

  test('a job whose worker died is taken again when its lease is over', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs'))
    await claimJob(db, now)
    assert.equal(await claimJob(db, now + LEASE_MS), null)
    assert.equal((await claimJob(db, now + LEASE_MS + 1))?.attempts, 2)
  })

  test('a job that ends its worker each time is given up, with the reason', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs', {}, { maxAttempts: 2 }))
    const after = (lease: number) => now + lease * (LEASE_MS + 1)
    assert.equal((await claimJob(db, after(0)))?.attempts, 1)
    assert.equal((await claimJob(db, after(1)))?.attempts, 2)
    assert.equal(await claimJob(db, after(2)), null)
    const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.last_error], ['failed', 'Its worker died at the last attempt.'])
  })

  test('a worker that lost its lease changes nothing of the next one’s attempt', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs'))
    const slow = await claimJob(db, now)
    const quick = await claimJob(db, now + LEASE_MS + 1)
    assert.ok(slow && quick)
    await finishJob(db, slow, now)
    assert.equal((await db.selectFrom('job').select('state').executeTakeFirstOrThrow()).state, 'running')
    await finishJob(db, quick, now)
    assert.equal((await db.selectFrom('job').select('state').executeTakeFirstOrThrow()).state, 'done')
  })

  test('what was done is forgotten after a while', async () => {
    const db = await open()
    await inTransaction(db, (tx) => addJob(tx, now, 'prune-jobs'))
    const job = await claimJob(db, now)
    assert.ok(job)
    await finishJob(db, job, now)
    await pruneJobs(db, now)
    assert.equal((await db.selectFrom('job').selectAll().execute()).length, 1)
    await pruneJobs(db, now + 1)
    assert.equal((await db.selectFrom('job').selectAll().execute()).length, 0)
  })

  test('what nobody takes any more is forgotten, by nodes that don’t take it either', async () => {
    const database = await openWhole()
    const kinds = async () => {
      const rows = await database.db.selectFrom('job').select(['kind', 'state']).orderBy('kind').execute()
      return rows.map(({ kind, state }) => `${kind} ${state}`)
    }
    const DAY_MS = 86_400_000
    await inTransaction(database.db, async (tx) => {
      for (const kind of [...backupKinds, ...dumpKinds, 'prune-imports'] as const)
        await addJob(tx, now - 3 * DAY_MS, kind)
    })
    await forgetLeftJobs(database.db, [...backupKinds, ...dumpKinds], now - 3 * DAY_MS)
    await forgetLeftJobs(database.db, [], now)
    assert.deepEqual(await kinds(), ['make-backup ready', 'make-dump ready', 'prune-imports ready'])
    const makesDumps = createWorker({ ...others, database, clock, makeDump: async () => {} })
    await inTransaction(database.db, (tx) => addJob(tx, now, 'prune-jobs'))
    await makesDumps.runDue()
    assert.deepEqual(await kinds(), ['make-dump done', 'prune-imports done', 'prune-jobs done'])
  })

  test('two nodes plan each line of the schedule once, and a worker runs what is due', async () => {
    const database = await openWhole()
    await Promise.all([planNextRuns(database.db, now, lines), planNextRuns(database.db, now, lines)])
    const planned = await database.db.selectFrom('job').select('kind').orderBy('kind').execute()
    assert.deepEqual(
      planned.map((row) => row.kind),
      lines.map((line) => line.kind).sort(),
    )
    // Some lines come once a week.
    const nextWeek = createWorker({ database, clock: fixedClock('2026-03-11T12:00:00Z'), ...others })
    assert.equal(await nextWeek.runDue(), lines.length)
    assert.equal(await nextWeek.runDue(), 0)
    const states = await database.db.selectFrom('job').select(['state', 'last_error']).distinct().execute()
    assert.deepEqual(states, [{ state: 'done', last_error: null }])
  })

  test('a source that was never asked is asked once, whoever starts first', async () => {
    const db = await open()
    const plan = () => planFirstHarvests(db, now, ['hf-daily', 'arxiv'])
    await Promise.all([plan(), plan()])
    await plan()
    assert.equal((await db.selectFrom('job').selectAll().execute()).length, 2)
  })

  test('slow jobs wait in a queue of their own', async () => {
    const db = await open()
    await inTransaction(db, async (tx) => {
      await addJob(tx, now, 'harvest', { source: 'arxiv' })
      await addJob(tx, now + 1, 'prune-jobs')
    })
    const other = await claimJob(db, now + 1, { except: ['harvest'] })
    assert.equal(other?.kind, 'prune-jobs')
    assert.equal((await claimJob(db, now + 1, { only: ['harvest'] }))?.kind, 'harvest')
    assert.equal(await claimJob(db, now + 1, { only: ['harvest'] }), null)
  })

  test('a job of an unknown kind is kept as failed, not lost', async () => {
    const database = await openWhole()
    await inTransaction(database.db, (tx) =>
      addJob(tx, now, 'brew-coffee' as 'prune-jobs', {}, { maxAttempts: 1 }),
    )
    await createWorker({ database, clock, ...others }).runDue()
    const row = await database.db.selectFrom('job').selectAll().executeTakeFirstOrThrow()
    assert.equal(row.state, 'failed')
    assert.match(row.last_error ?? '', /no handler for brew-coffee/)
  })
})

test('a time of another zone follows its clocks', () => {
  const line = { cron: '17 0 * * 1-5', timezone: 'America/New_York' }
  const next = (iso: string) => new Date(nextRun(line, Date.parse(iso))).toISOString()
  assert.equal(next('2026-03-06T12:00:00Z'), '2026-03-09T04:17:00.000Z')
  assert.equal(next('2026-03-04T12:00:00Z'), '2026-03-05T05:17:00.000Z')
})

test('the next run is the first time after now', () => {
  assert.equal(new Date(nextRun({ cron: '40 3 * * *' }, now)).toISOString(), '2026-03-05T03:40:00.000Z')
})
