import { setTimeout as sleep } from 'node:timers/promises'

/** How long a write waits for another process before it gives up. */
const PATIENCE_MS = 30_000
const FIRST_PAUSE_MS = 2
const LONGEST_PAUSE_MS = 50

/** SQLite's SQLITE_BUSY and SQLITE_LOCKED, extended codes included. */
const isBusy = (error: unknown) => {
  const code = (error as { errcode?: number }).errcode
  return code !== undefined && ((code & 0xff) === 5 || (code & 0xff) === 6)
}

/**
 * Runs `attempt` again while the database is locked by another process, without blocking the event loop.
 * Throws the last error after 30 seconds.
 */
export async function retryWhileBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error
    }
    await sleep(pause * (0.5 + Math.random()))
  }
}
