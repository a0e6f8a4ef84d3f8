// What Prometheus is told: https://prometheus.io/docs/instrumenting/exposition_formats/. The library is loaded when
// somebody asks, and the store is asked then, too.

import type { Gauge, Metric, Registry } from 'prom-client'
import type { createTotals } from '../../papers/lists/totals.ts'
import { freshnessOf } from '../../sources/freshness/freshness.ts'
import type { WebDependencies } from '../environment.ts'
import { jobsByState } from './job-queries.ts'
import { addProcessMetrics } from './process-metrics.ts'
import type { RequestTally } from './request-tally.ts'
import { createSourceMetrics } from './source-metrics.ts'

export interface MetricsText {
  type: string
  body: string
}

/** Returns a function that tells all of it as it is now. */
export function createMetrics(
  { db, config, clock, version }: WebDependencies,
  { tally, totalsOf }: { tally: RequestTally; totalsOf: ReturnType<typeof createTotals> },
): () => Promise<MetricsText> {
  let loading: Promise<Loaded> | undefined
  return async () => {
    loading ??= load(version, tally)
    const { registry, papers, jobs, tellSources } = await loading
    const now = clock.now()
    const { sources } = await totalsOf(db, now)
    papers.reset()
    for (const { source, papers: count } of sources) papers.set({ source }, count)
    const states = await jobsByState(db)
    for (const state of ['ready', 'running', 'done', 'failed']) jobs.set({ state }, states.get(state) ?? 0)
    tellSources(await freshnessOf(db, config, now))
    return { type: registry.contentType, body: await registry.metrics() }
  }
}

interface Loaded {
  registry: Registry
  papers: Gauge<'source'>
  jobs: Gauge<'state'>
  tellSources: ReturnType<typeof createSourceMetrics>
}

async function load(version: string, tally: RequestTally): Promise<Loaded> {
  const { default: library } = await import('prom-client')
  const registry = new library.Registry()
  const registers = [registry]
  addProcessMetrics(library, registry, version)
  registry.registerMetric(durationsOf(tally))
  return {
    registry,
    papers: new library.Gauge({
      ...{ name: 'broadsheet_papers', help: 'Papers stored, by the source of their identifier.' },
      ...{ labelNames: ['source'], registers },
    }),
    jobs: new library.Gauge({
      ...{ name: 'broadsheet_jobs', help: 'Jobs by state.', labelNames: ['state'], registers },
    }),
    tellSources: createSourceMetrics(library, registry),
  }
}

function durationsOf(tally: RequestTally): Metric {
  const name = 'broadsheet_http_request_duration_seconds'
  const facts = { name, help: 'Time until the answer began.', type: 'histogram', aggregator: 'sum' }
  const metric = { ...facts, get: async () => ({ ...facts, values: tally.samples(name) }) }
  // A registry asks a metric for nothing but its name and `get`; the type wants one of the library's own classes.
  return metric as unknown as Metric
}
