import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon } from '../../../test/support/site.ts'
import { harvested, sourceIs } from '../../../test/support/source-history.ts'
import { noteBackup, noteIntegrity } from '../../backup/backup-marks.ts'
import { inTransaction } from '../../db/write.ts'
import { addJob, claimJob, failJob } from '../../jobs/queue.ts'
import { BOUNDS } from '../../telemetry/histogram-tally.ts'
import { parseSample } from '../../telemetry/node-sample.ts'
import { saveSample } from '../../telemetry/sample-queries.ts'
import { routes } from '../routes.ts'

const now = Date.parse(noon)
const MINUTE = 60_000

eachDatabase('how the site runs', (open, openWhole) => {
  test('is shown with nothing in it, too', async () => {
    const db = await open()
    const boss = await aMember(db, 'boss', 'admin')
    const page = await (await doorOf(db).get(routes.overview(), boss)).text()
    await assertValidHtml(page)
    assert.match(page, /All is well\./)
    assert.match(page, /No node has told of itself yet/)
    assert.match(page, /Requests a minute from 03-04 06:00 to now: nothing is known yet\./)
  })

  test('shows what all nodes counted, and names what to look at', async () => {
    const { db } = await openWhole()
    const boss = await aMember(db, 'boss', 'admin')
    await fill(db, [paperRecord({ id: '2603.00001' })])
    for (const node of ['one:8080', 'two:8080'])
      for (let ago = 1; ago <= 60; ago++) {
        const content = { version: node === 'one:8080' ? '1.0.0' : '1.1.0', startedAt: now - 90 * MINUTE }
        const counted = { requests: 30, upTo: BOUNDS.map(() => 30), errors: ago === 3 ? 1 : 0, works: true }
        const sample = parseSample(
          node,
          0,
          JSON.stringify({ ...content, ...counted, seconds: 60, memory: 2e8 }),
        )
        assert.ok(sample)
        const { node: _, at: __, ...rest } = sample
        await saveSample(db, node, now - ago * MINUTE, rest)
      }
    await inTransaction(db, (tx) => addJob(tx, now - 86_400_000, 'prune-jobs', {}, { maxAttempts: 1 }))
    const job = await claimJob(db, now)
    assert.ok(job)
    await failJob(db, job, now, 'the <disk> was full')
    await harvested(db, { source: 'hf-daily', at: '2026-03-01T10:00:00Z', state: 'failed', error: 'No.' })
    await sourceIs(db, 'hf-daily', { failures: 3 })
    await noteBackup(db, { at: now - 50 * 3_600_000, file: '/b/x.backup', rows: 5, bytes: 77_000, ms: 1500 })
    await noteIntegrity(db, { at: now, problems: ['row 7 is missing'] })
    const door = doorOf(db, { settings: { SOURCES: 'hf-daily' } })
    const page = await (await door.get(routes.overview(1), boss)).text()
    await assertValidHtml(page)
    for (const said of [
      /\d things to look at/,
      /The database is damaged: row 7 is missing\./,
      /The last backup was made 2 days ago\./,
      /2 requests failed in the last hour/,
      /1 job failed for good; the last was prune-jobs: the &lt;disk> was full/,
      /Nodes run different versions: 1\.0\.0, 1\.1\.0\./,
      /Requests a minute <strong>60<\/strong>/,
      /Requests a minute from 03-04 11:00 to now: 60 now, at most 60, of them up to 2 went wrong\./,
      /The last hour/,
      /77\.0 kB/,
    ])
      assert.match(page, said)
    assert.equal(page.match(/serves and works/g)?.length, 2)
  })

  test('failed jobs are forgotten when somebody has seen to them', async () => {
    const db = await open()
    const boss = await aMember(db, 'boss', 'admin')
    await inTransaction(db, async (tx) => {
      await addJob(tx, now, 'prune-jobs', {}, { maxAttempts: 1 })
      await addJob(tx, now + MINUTE, 'prune-imports')
    })
    const job = await claimJob(db, now)
    assert.ok(job)
    await failJob(db, job, now, 'no')
    const door = doorOf(db)
    const answer = await door.post(routes.forgetFailedJobs(), {}, boss)
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/admin#jobs'])
    const left = await db.selectFrom('job').select('kind').execute()
    assert.deepEqual(left, [{ kind: 'prune-imports' }])
    const ada = await aMember(db, 'ada')
    assert.equal((await door.get(routes.overview(), ada)).status, 403)
    assert.equal((await door.post(routes.forgetFailedJobs(), {}, ada)).status, 403)
  })
})
