// The only place with times: everything that happens by itself is on this page. Times are UTC.

import { Cron } from 'croner'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { JobKind } from './handlers.ts'
import { addJob } from './queue.ts'

export const schedule: { kind: JobKind; cron: string }[] = [
  { kind: 'optimize-database', cron: '40 3 * * *' },
  { kind: 'prune-jobs', cron: '50 3 * * *' },
  { kind: 'prune-imports', cron: '55 3 * * *' },
]

/**
 * Writes the next run of each line as a job. The key names the line and its time, so that of many nodes
 * one row comes; the row waits in the store, so that a run missed while nobody was up is made up for once.
 */
export function planNextRuns(db: Db, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const { kind, cron } of schedule) {
      const runAt = nextRun(cron, now)
      await addJob(tx, now, kind, {}, { key: `${kind} ${new Date(runAt).toISOString()}`, runAt })
    }
  })
}

/** Milliseconds UTC of the first time after `now` that the cron line names. */
export function nextRun(cron: string, now: number): number {
  const next = new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(new Date(now))
  if (!next) throw new Error(`The schedule ${cron} never comes.`)
  return next.getTime()
}
