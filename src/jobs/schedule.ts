// The only place with times: everything that happens by itself is on this page. Times are UTC where no zone is named.

import { Cron } from 'croner'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { SourceName } from '../source-spec.ts'
import type { JobKind } from './job-kinds.ts'
import { addJob } from './queue.ts'

export interface ScheduleLine {
  kind: JobKind
  cron: string
  /** IANA name; UTC by default. */
  timezone?: string
  payload?: object
}

const housekeeping: readonly ScheduleLine[] = [
  { kind: 'optimize-database', cron: '40 3 * * *' },
  { kind: 'prune-jobs', cron: '50 3 * * *' },
  { kind: 'prune-imports', cron: '55 3 * * *' },
]

/**
 * When sources are asked by themselves. arXiv announces at 20:00 US Eastern and rebuilds its feeds at midnight there; a
 * feed that has not changed costs one empty answer. Minutes are odd on purpose: full hours are when everybody asks.
 */
const sourceTimes: Record<SourceName, Pick<ScheduleLine, 'cron' | 'timezone'>> = {
  'arxiv-feed': { cron: '17 0,1,2,4,7,11 * * 1-5', timezone: 'America/New_York' },
  arxiv: { cron: '23 1,22 * * *', timezone: 'America/New_York' },
  'arxiv-api': { cron: '41 3 * * *', timezone: 'America/New_York' },
  'hf-daily': { cron: '7,27,47 * * * *' },
  biorxiv: { cron: '33 4,10,16,22 * * *' },
  medrxiv: { cron: '37 4,10,16,22 * * *' },
  openreview: { cron: '19 5 * * *' },
  acl: { cron: '29 5 * * 1' },
  openalex: { cron: '11 6,18 * * *' },
  'semantic-scholar': { cron: '21 6,18 * * *' },
  crossref: { cron: '31 6,18 * * *' },
  github: { cron: '51 * * * *' },
}

/** The whole schedule of a site that harvests these sources. */
export const scheduleOf = (sources: readonly SourceName[]): ScheduleLine[] => [
  ...housekeeping,
  ...sources.map((source) => ({ kind: 'harvest' as const, ...sourceTimes[source], payload: { source } })),
]

/**
 * Writes the next run of each line as a job. The key names the line and its time, so that of many nodes
 * one row comes; the row waits in the store, so that a run missed while nobody was up is made up for once.
 */
export function planNextRuns(db: Db, now: number, lines: readonly ScheduleLine[]): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const line of lines) {
      const runAt = nextRun(line, now)
      const key = `${nameOf(line)} ${new Date(runAt).toISOString()}`
      await addJob(tx, now, line.kind, line.payload ?? {}, { key, runAt })
    }
  })
}

/** A source that was never asked is asked at once, by the first node that starts. */
export function planFirstHarvests(db: Db, now: number, sources: readonly SourceName[]): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const source of sources)
      await addJob(tx, now, 'harvest', { source }, { key: `first harvest of ${source}` })
  })
}

const nameOf = ({ kind, payload }: ScheduleLine): string =>
  payload === undefined ? kind : `${kind} ${Object.values(payload).join(' ')}`

/** Milliseconds UTC of the first time after `now` that the line names. */
export function nextRun(
  { cron, timezone = 'UTC' }: Pick<ScheduleLine, 'cron' | 'timezone'>,
  now: number,
): number {
  const next = new Cron(cron, { timezone, paused: true }).nextRun(new Date(now))
  if (!next) throw new Error(`The schedule ${cron} never comes.`)
  return next.getTime()
}
