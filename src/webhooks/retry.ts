// When a delivery that failed is tried again: 1 minute after the first try, then 4, 16, 64 and so on, a day at most;
// 9 tries in three days.

import { createHash } from 'node:crypto'

const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 86_400_000
export const MOST_ATTEMPTS = 9
/** Waits differ by as much to either side, so that what failed together doesn't come back together. */
const JITTER = 0.2

/** Milliseconds after try number `attempts`; `retryAfter` is what the receiver asked for, if it did. */
export function waitBefore(id: string, attempts: number, retryAfter: number = 0): number {
  const base = Math.min(FIRST_WAIT_MS * 4 ** (attempts - 1), LONGEST_WAIT_MS)
  const wait = Math.round(base * (1 + JITTER * (2 * chance(id, attempts) - 1)))
  return Math.max(wait, Math.min(retryAfter, LONGEST_WAIT_MS))
}

/** What the header asks for, in milliseconds: seconds or a date (RFC 9110, 10.2.3). 0 for anything else. */
export function readRetryAfter(header: string | null, now: number): number {
  if (header === null) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}

/** From 0 to 1, the same for the same try: nothing random needs to be replaced in tests. */
const chance = (id: string, attempts: number): number =>
  createHash('sha256').update(`${id} ${attempts}`).digest().readUInt32BE(0) / 2 ** 32
