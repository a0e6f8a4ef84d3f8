// How often something may be tried: counted in the store, so that all nodes count together.

import type { Db } from '../db/connect.ts'
import { RateLimited } from '../errors.ts'
import { addAttempt, forgetAttempts, subtractAttempt } from './attempt-queries.ts'

export interface Limit {
  /** What is counted, as a word for the key: `sign-in`. */
  what: string
  most: number
  windowMs: number
  /** Completes “… Try again in 5 minutes.” */
  sentence: string
}

/**
 * Counts one more attempt of somebody (`who`: a person's id, an address of the network, a mail address).
 * @throws RateLimited when there were too many in this window.
 */
export async function countAttempt(
  db: Db,
  { what, most, windowMs, sentence }: Limit,
  who: string,
  now: number,
): Promise<void> {
  const windowStart = Math.floor(now / windowMs) * windowMs
  const attempts = await addAttempt(db, keyOf(what, who), windowStart)
  if (attempts <= most) return
  const seconds = Math.ceil((windowStart + windowMs - now) / 1000)
  throw new RateLimited(`${sentence} Try again in ${waitText(seconds)}.`, seconds)
}

/** What turned out well does not count. */
export const takeBackAttempt = (db: Db, { what, windowMs }: Limit, who: string, now: number): Promise<void> =>
  subtractAttempt(db, keyOf(what, who), Math.floor(now / windowMs) * windowMs)

const keyOf = (what: string, who: string): string => `${what} ${who}`.slice(0, 300)

/** Windows that are over count no more. */
export const forgetOldAttempts = (db: Db, now: number): Promise<void> =>
  forgetAttempts(db, now - LONGEST_WINDOW_MS)

const LONGEST_WINDOW_MS = 31 * 86_400_000

function waitText(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}
