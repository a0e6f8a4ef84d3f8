import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { databaseKinds, openMigrated } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { problemsFoundByPromtool } from '../../../test/support/promtool.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { harvested, sourceIs } from '../../../test/support/source-history.ts'
import { noteBackup } from '../../backup/backup-marks.ts'
import { fixedClock } from '../../clock.ts'
import { readConfig } from '../../config.ts'
import { inTransaction } from '../../db/write.ts'
import { addJob } from '../../jobs/queue.ts'
import { silentLog } from '../../log.ts'
import { addMail } from '../../mail/mail.ts'
import { createTotals } from '../../papers/lists/totals.ts'
import { createTelemetry } from '../../telemetry/telemetry.ts'
import type { WebDependencies } from '../environment.ts'
import { routes } from '../routes.ts'
import { createMetrics } from './metrics.ts'
import { createSiteFigures } from './site-figures.ts'

for (const kind of databaseKinds) {
  test(`Prometheus is told of the process, the store, the sources and the requests (${kind})`, async () => {
    const settings = { SOURCES: 'biorxiv,hf-daily', BACKUP_FOLDER: '/backups' }
    const { db, page, request } = await testApp({
      kind,
      settings,
      records: [paperRecord({ id: '2603.00001' })],
    })
    await harvested(db, { source: 'biorxiv', at: '2026-03-04T10:33:00Z', records: 90, added: 80, bad: 2 })
    await harvested(db, { source: 'hf-daily', at: '2026-03-01T10:00:00Z', state: 'failed', error: 'No.' })
    await sourceIs(db, 'biorxiv', { newest: '2026-03-04' })
    await sourceIs(db, 'hf-daily', { failures: 3, retryAt: '2026-03-04T13:00:00Z' })
    await inTransaction(db, (tx) => addJob(tx, Date.parse('2026-03-04T11:58:00Z'), 'optimize-database'))
    // Of nodes that may be no more: nobody is alarmed.
    for (const kind of ['make-backup', 'make-dump'] as const)
      await inTransaction(db, (tx) => addJob(tx, 0, kind))
    const mail = { recipient: 'ada@example.org', subject: 'Hello', body: 'Hello.', kind: 'signIn' }
    await addMail(db, mail, Date.parse('2026-03-04T11:59:00Z'))
    await noteBackup(db, { at: Date.parse('2026-03-04T02:35:00Z'), file: '/b', rows: 5, bytes: 77, ms: 1500 })
    await page(routes.day('2026-03-03'))
    await page(routes.day('2026-03-03'))
    await page(routes.paper('2603.00001'))
    await request('/papers/no/such/paper')
    await request('/nowhere/at/all')
    const response = await request(routes.metrics(), { headers: { host: '10.0.0.7:9' } })
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
    const lines = (await response.text()).split('\n')
    for (const line of [
      `broadsheet_build_info{version="0.0.0",node="${process.versions.node}"} 1`,
      'broadsheet_papers{source="arxiv"} 1',
      'broadsheet_jobs{state="ready"} 3',
      'broadsheet_oldest_waiting_seconds{what="job"} 120',
      'broadsheet_jobs{state="failed"} 0',
      `broadsheet_source_last_success_timestamp_seconds{source="biorxiv"} ${Date.parse('2026-03-04T10:37:00Z') / 1000}`,
      `broadsheet_source_newest_paper_timestamp_seconds{source="biorxiv"} ${Date.parse('2026-03-04') / 1000}`,
      'broadsheet_source_last_run_records{source="biorxiv"} 90',
      'broadsheet_source_last_run_bad_records{source="biorxiv"} 2',
      'broadsheet_source_late{source="biorxiv"} 0',
      'broadsheet_source_late{source="hf-daily"} 1',
      'broadsheet_source_failures_in_a_row{source="hf-daily"} 3',
      'broadsheet_source_resting{source="hf-daily"} 1',
      'broadsheet_http_request_duration_seconds_count{method="GET",route="/papers/date/:key",status="200"} 2',
      'broadsheet_http_requests_in_flight 1',
      'broadsheet_rate_limited_requests_total 0',
      'broadsheet_database_up 1',
      'broadsheet_mails{state="waiting"} 1',
      'broadsheet_digests{state="failed"} 0',
      'broadsheet_digests_sent_total 0',
      'broadsheet_oldest_waiting_seconds{what="mail"} 60',
      'broadsheet_oldest_waiting_seconds{what="digest"} 0',
      'broadsheet_backup_last_success_timestamp_seconds 1772591700',
      'broadsheet_backup_last_duration_seconds 1.5',
      'broadsheet_backups_expected 1',
      'broadsheet_index_missing_changes 0',
      'broadsheet_http_request_duration_seconds_count{method="GET",route="/papers/*",status="200"} 1',
      'broadsheet_http_request_duration_seconds_count{method="GET",route="/papers/*",status="404"} 1',
      'broadsheet_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    ])
      assert.ok(lines.includes(line), `${line} is not in\n${lines.join('\n')}`)
    // On a server of others something is written all the time.
    const hits = lines.find((line) => line.startsWith('broadsheet_kept_answers_total{result="hit"}'))
    assert.ok(hits?.endsWith(' 1') || kind === 'postgres', String(hits))
    assert.equal(lines.includes('broadsheet_database_connections_max 10'), kind === 'postgres')
    assert.ok(lines.some((line) => /^broadsheet_database_size_bytes \d{4,}$/.test(line)))
    assert.ok(lines.some((line) => /^process_resident_memory_bytes \d{7,}$/.test(line)))
    assert.ok(!lines.some((line) => line.includes('hf-daily') && line.includes('last_success')))
    assert.ok(!lines.some((line) => line.startsWith('broadsheet_metrics_missing')))
    assert.equal(problemsFoundByPromtool(lines.join('\n')), '')
  })
}

test('what the process knows is told while the database is away', async () => {
  const database = await openMigrated('sqlite')
  const site = siteOver(database.db, { log: silentLog })
  await database.close()
  const response = await site.request('http://127.0.0.1:8080/metrics')
  assert.equal(response.status, 200)
  const text = await response.text()
  assert.match(text, /^broadsheet_database_up 0$/m)
  assert.match(text, /^process_resident_memory_bytes \d+$/m)
  assert.doesNotMatch(text, /broadsheet_papers/)
})

test('what the database does not tell in time is named, and the rest is told', async () => {
  const { db } = await openMigrated('sqlite')
  const told: object[] = []
  const figures = createSiteFigures({ db, clock: fixedClock(noon) } as WebDependencies)
  const metricsNow = createMetrics(
    {
      ...{ db, clock: fixedClock(noon), version: '1.2.3', finder: finderOver() },
      config: readConfig({ environment: { BROADSHEET_DATA: '/nowhere' } }).values,
      log: { ...silentLog, warn: (details: object) => void told.push(details) },
    } as unknown as WebDependencies,
    {
      ...{ telemetry: createTelemetry(), totalsOf: createTotals() },
      figures: {
        ...figures,
        jobs: () => new Promise(() => {}),
        mails: async () => Promise.reject(new Error('No.')),
      },
    },
  )
  const { body } = await metricsNow()
  assert.match(body, /^broadsheet_database_up 1$/m)
  assert.match(body, /^broadsheet_metrics_missing\{part="jobs"\} 1$/m)
  assert.match(body, /^broadsheet_metrics_missing\{part="mails"\} 1$/m)
  assert.doesNotMatch(body, /broadsheet_(jobs|mails)\{/)
  assert.match(body, /^broadsheet_webhook_deliveries\{state="failed"\} 0$/m)
  assert.match(body, /^broadsheet_backups_expected 0$/m)
  assert.deepEqual(told, [
    { part: 'jobs', error: 'Error: It did not come in time.' },
    { part: 'mails', error: 'Error: No.' },
  ])
})
