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
  { kind: 'check-integrity', cron: '10 4 * * 0' },
  { kind: 'prune-jobs', cron: '50 3 * * *' },
  { kind: 'prune-imports', cron: '55 3 * * *' },
  { kind: 'prune-new-papers', cron: '56 3 * * *' },
  { kind: 'tidy-accounts', cron: '58 3 * * *' },
  { kind: 'send-mails', cron: '* * * * *' },
  { kind: 'send-digests', cron: '* * * * *' },
  { kind: 'finish-submissions', cron: '* * * * *' },
  { kind: 'read-bounces', cron: '*/5 * * * *' },
  { kind: 'send-webhooks', cron: '* * * * *' },
  { kind: 'prune-webhooks', cron: '52 3 * * *' },
  { kind: 'send-channels', cron: '* * * * *' },
  { kind: 'prune-channels', cron: '53 3 * * *' },
  { kind: 'fold-digests', cron: '54 3 * * *' },
  { kind: 'run-saved-searches', cron: '*/5 * * * *' },
  { kind: 'tell-saved-searches', cron: '* * * * *' },
  { kind: 'prune-saved-searches', cron: '48 3 * * *' },
  { kind: 'choose-editions', cron: '2,12,22,32,42,52 * * * *' },
  { kind: 'merge-same-papers', cron: '4,14,24,34,44,54 * * * *' },
]

const dumps: readonly ScheduleLine[] = [{ kind: 'make-dump', cron: '20 2 * * *' }]

const backups: readonly ScheduleLine[] = [{ kind: 'make-backup', cron: '35 2 * * *' }]

export interface NodeWork {
  makesDumps?: boolean
  makesBackups?: boolean
}

/** The whole schedule of a node that harvests these sources and, where it does, makes dumps and backups. */
export const scheduleOf = (
  sources: readonly SourceName[],
  { makesDumps = false, makesBackups = false }: NodeWork = {},
): ScheduleLine[] => [
  ...housekeeping,
  ...(makesDumps ? dumps : []),
  ...(makesBackups ? backups : []),
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
