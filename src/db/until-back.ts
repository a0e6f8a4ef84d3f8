// What happened outside must be written down, also where the database goes away at that moment: else nobody knows later
// whether a mail was sent.

import { setTimeout as sleep } from 'node:timers/promises'
import { isKnownError } from '../errors.ts'
import { explainDatabaseError } from './explain-error.ts'

/** Longer than a database takes to restart, shorter than others wait until they doubt what was begun. */
const PATIENCE_MS = 5 * 60_000
const PAUSE_MS = 500

/** Writes it as soon as the database is there. Safe to repeat must it be, and whoever stops the process ends it. */
export async function untilBack<T>(write: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isOfDatabase(error) || signal.aborted || performance.now() > until) throw error
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

/** Whether the database is what failed, and not what was asked of it. */
const isOfDatabase = (error: unknown): boolean => isKnownError(explainDatabaseError(error))
