// Everything that happens by itself is on this page; when which source is asked stands in `sources/source-times.ts`.

import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { SourceName } from '../source-spec.ts'
import { askedSources } from '../sources/harvest/source-state.ts'
import { nextRun, sourceTimes, type Times } from '../sources/source-times.ts'
import type { JobKind } from './job-kinds.ts'
import { addJob } from './queue.ts'

export interface ScheduleLine extends Times {
  kind: JobKind
  payload?: object
}

const housekeeping: readonly ScheduleLine[] = [
  { kind: 'optimize-database', cron: '40 3 * * *' },
  { kind: 'prune-jobs', cron: '50 3 * * *' },
  { kind: 'prune-imports', cron: '55 3 * * *' },
  { kind: 'tidy-accounts', cron: '58 3 * * *' },
  { kind: 'send-mails', cron: '* * * * *' },
  { kind: 'send-digests', cron: '* * * * *' },
  { kind: 'finish-submissions', cron: '* * * * *' },
  { kind: 'send-webhooks', cron: '* * * * *' },
  { kind: 'prune-webhooks', cron: '52 3 * * *' },
  { kind: 'choose-editions', cron: '2,12,22,32,42,52 * * * *' },
  { kind: 'merge-same-papers', cron: '4,14,24,34,44,54 * * * *' },
]

const dumps: readonly ScheduleLine[] = [{ kind: 'make-dump', cron: '20 2 * * *' }]

/** The whole schedule of a node that harvests these sources and, where it does, makes dumps. */
export const scheduleOf = (sources: readonly SourceName[], makesDumps = false): ScheduleLine[] => [
  ...housekeeping,
  ...(makesDumps ? dumps : []),
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
    const known = await askedSources(tx)
    for (const source of sources.filter((one) => !known.has(one)))
      await addJob(tx, now, 'harvest', { source }, { key: `first harvest of ${source}` })
  })
}

const nameOf = ({ kind, payload }: ScheduleLine): string =>
  payload === undefined ? kind : `${kind} ${Object.values(payload).join(' ')}`
