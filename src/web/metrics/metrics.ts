// Everything that Prometheus is told. The store is asked when somebody asks, and no more often than it can bear.

import type { Log } from '../../log.ts'
import type { createTotals, Totals } from '../../papers/lists/totals.ts'
import { isEmpty } from '../../papers/queries.ts'
import { freshnessOf } from '../../sources/freshness/freshness.ts'
import type { Telemetry } from '../../telemetry/telemetry.ts'
import type { WebDependencies } from '../environment.ts'
import { inTime } from './in-time.ts'
import { counter, gauge, histogram, METRICS_TYPE, type Metric, metricsText } from './metric.ts'
import { processMetrics } from './process-metrics.ts'
import { rarely } from './rarely.ts'
import type { SiteCounts } from './site-figures.ts'
import { sourceMetrics } from './source-metrics.ts'
import { backupMetrics, indexMetrics, poolMetrics, replicaMetrics, storeMetrics } from './store-metrics.ts'

export interface MetricsText {
  type: string
  body: string
}

export interface MetricsParts {
  telemetry: Telemetry
  totalsOf: ReturnType<typeof createTotals>
  figures: SiteCounts
}

/** Returns a function that tells all of it as it is now. */
export function createMetrics(
  { db, database, config, clock, version, finder, log }: WebDependencies,
  { telemetry, totalsOf, figures }: MetricsParts,
): () => Promise<MetricsText> {
  const freshness = rarely(() => freshnessOf(db, config, clock.now()))
  const totals = rarely(() => totalsOf(db, clock.now()))
  async function ofStore(): Promise<Metric[]> {
    const up = await inTime({ answer: () => isEmpty(db) })
    if (up.missing.size > 0) return noStore(log, up.missing.get('answer'))
    const { known, missing } = await inTime({ ...figures, totals, freshness })
    for (const [part, error] of missing)
      log.warn({ part, error: String(error) }, 'a part of /metrics is missing')
    return [
      databaseUp(1),
      missingMetrics(missing),
      papersMetric(known.totals),
      ...storeMetrics(known, clock.now()),
      ...sourceMetrics(known.freshness ?? []),
    ]
  }
  return async () => {
    const metrics = [
      ...processMetrics(version, telemetry.process),
      ...workMetrics(telemetry),
      ...backupMetrics(config),
      ...(await ofStore()),
      ...(database?.pool ? poolMetrics(database.pool()) : []),
      ...(database?.replica ? replicaMetrics(database.replica) : []),
      ...indexMetrics(finder.figures()),
    ]
    return { type: METRICS_TYPE, body: metricsText(metrics) }
  }
}

/** What the process knows is told all the same. */
function noStore(log: Log, error: unknown): Metric[] {
  log.warn({ error: String(error) }, 'the database does not answer for /metrics')
  return [databaseUp(0)]
}

const databaseUp = (up: 0 | 1): Metric => gauge('broadsheet_database_up', '1 while the database answers', up)

/** Absent while nothing is. */
export const missingMetrics = (missing: ReadonlyMap<string, unknown>): Metric =>
  gauge(
    'broadsheet_metrics_missing',
    '1 for each part of these metrics that the database did not tell in time',
    [...missing.keys()].map((part) => [{ part }, 1] as const),
  )

const papersMetric = (totals: Totals | undefined): Metric =>
  gauge(
    'broadsheet_papers',
    'Papers stored, by the source of their identifier',
    totals?.sources.map(({ source, papers }) => [{ source }, papers] as const),
  )

/** What this process did since it began. */
export function workMetrics({ tallies, dropped }: Telemetry): Metric[] {
  const { requests, jobs, queries, deliveries, kept } = tallies
  return [
    histogram('broadsheet_http_request_duration_seconds', 'Time until the answer began', requests),
    gauge('broadsheet_http_requests_in_flight', 'Requests that are being answered', tallies.inFlight),
    counter(
      'broadsheet_rate_limited_requests_total',
      'Requests that were refused because there were too many (429)',
      requests.sum(({ status }) => Number(status) === 429).count,
    ),
    counter(
      'broadsheet_kept_answers_total',
      'Answers to strangers that could be kept, by whether they were',
      [
        [{ result: 'hit' }, kept.hits],
        [{ result: 'miss' }, kept.misses],
      ],
    ),
    gauge('broadsheet_kept_answers_bytes', 'Size of the answers that are kept', kept.bytes),
    histogram('broadsheet_job_duration_seconds', 'How long jobs of this node took', jobs),
    histogram('broadsheet_database_query_duration_seconds', 'How long queries took', queries),
    {
      ...{ name: 'broadsheet_deliveries_total', type: 'counter' as const },
      help: 'What this node sent or tried to send: mails and webhooks',
      samples: deliveries.samples('broadsheet_deliveries_total'),
    },
    counter('broadsheet_trace_spans_dropped_total', 'Spans that the collector did not take', dropped?.()),
  ]
}
