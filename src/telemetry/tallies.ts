// What this process counts while it works. Everything is a number in memory: told by /metrics, and kept each minute as a
// sample for the pages of admins.

import { type CounterTally, createCounterTally } from './counter-tally.ts'
import { createHistogramTally, type HistogramTally } from './histogram-tally.ts'

export interface Tallies {
  /** By `method`, `route` (as it is registered: `/papers/date/:key`) and `status`. */
  requests: HistogramTally
  /** Requests that are being answered. */
  inFlight: number
  /** By `kind` and `outcome` (done, failed). */
  jobs: HistogramTally
  /** By `outcome` (done, failed). */
  queries: HistogramTally
  /** What was sent, by `what` (mail, digest, webhook) and `outcome`. */
  deliveries: CounterTally
  /** Answers that were kept for strangers. */
  kept: KeptTally
}

export interface KeptTally {
  hits: number
  misses: number
  /** In memory now. */
  bytes: number
}

/** Most queries take less than a millisecond. */
const QUERY_BOUNDS = [0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

/** Jobs may last for hours. */
const JOB_BOUNDS = [0.01, 0.1, 1, 10, 60, 600, 3_600]

export const createTallies = (): Tallies => ({
  requests: createHistogramTally(),
  inFlight: 0,
  jobs: createHistogramTally(JOB_BOUNDS),
  queries: createHistogramTally(QUERY_BOUNDS),
  deliveries: createCounterTally(),
  kept: { hits: 0, misses: 0, bytes: 0 },
})
