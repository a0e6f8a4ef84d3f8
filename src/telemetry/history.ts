// The samples of all nodes as a row of times of equal length, for charts.

import { BOUNDS } from './histogram-tally.ts'
import { type NodeSample, SAMPLE_MS, together } from './node-sample.ts'
import { quantileOf } from './quantile.ts'

/** Numbers are those of all nodes together, a minute on average, or the worst of any minute; null: nobody counted. */
export interface HistoryBin {
  /** Beginning, milliseconds UTC. */
  at: number
  requests: number | null
  errors: number | null
  limited: number | null
  /** Seconds that half of the requests took at most, and 95 of 100. */
  p50: number | null
  p95: number | null
  jobs: number | null
  jobsFailed: number | null
  mails: number | null
  /** Seconds, of the slowest node. */
  delay: number | null
  /** Bytes, of the largest node. */
  memory: number | null
  /** Processors that were busy, of all nodes together. */
  cpu: number | null
  /** Seconds, of the node that is farthest behind. */
  behind: number | null
}

/** Bins of `binMs` up to `now`, the oldest first. `samples` in any order. */
export function historyOf(
  samples: readonly NodeSample[],
  { now, bins, binMs }: { now: number; bins: number; binMs: number },
): HistoryBin[] {
  const end = Math.ceil(now / binMs) * binMs
  const byBin = Map.groupBy(samples, ({ at }) => Math.floor((at - end) / binMs))
  return Array.from({ length: bins }, (_, place) => {
    const bin = place - bins
    return binOf(end + bin * binMs, byBin.get(bin) ?? [])
  })
}

function binOf(at: number, samples: readonly NodeSample[]): HistoryBin {
  const minutes = new Set(samples.map((sample) => Math.floor(sample.at / SAMPLE_MS))).size
  if (minutes === 0) return { at, ...nothing }
  const all = together(samples)
  const aMinute = (count: number) => count / minutes
  const counted = { count: all.requests, upTo: all.upTo }
  return {
    at,
    requests: aMinute(all.requests),
    errors: aMinute(all.errors),
    limited: aMinute(all.limited),
    p50: quantileOf(0.5, BOUNDS, counted) ?? null,
    p95: quantileOf(0.95, BOUNDS, counted) ?? null,
    jobs: aMinute(all.jobsDone + all.jobsFailed),
    jobsFailed: aMinute(all.jobsFailed),
    mails: aMinute(all.mailsSent),
    delay: all.delay,
    memory: all.memory,
    cpu: all.cpu / (minutes * (SAMPLE_MS / 1_000)),
    behind: all.behind,
  }
}

const nothing: Omit<HistoryBin, 'at'> = {
  ...{ requests: null, errors: null, limited: null, p50: null, p95: null, jobs: null, jobsFailed: null },
  ...{ mails: null, delay: null, memory: null, cpu: null, behind: null },
}

export interface NodeState {
  node: string
  version: string
  /** Milliseconds UTC. */
  startedAt: number
  seenAt: number
  /** It wrote a sample lately. */
  isAlive: boolean
  works: boolean
  requests: number
  memory: number
  behind: number
}

/** A sample is written a minute after its beginning, and one may fail. */
const ALIVE_MS = 3.5 * SAMPLE_MS

/** How nodes are by the last sample of each, those that are alive first. */
export function nodesOf(last: readonly NodeSample[], now: number): NodeState[] {
  return last
    .map(({ node, version, startedAt, at, works, requests, memory, behind }) => ({
      ...{ node, version, startedAt, works, requests, memory, behind },
      seenAt: Math.min(now, at + SAMPLE_MS),
      isAlive: now - at < ALIVE_MS,
    }))
    .sort((a, b) => Number(b.isAlive) - Number(a.isAlive) || (a.node < b.node ? -1 : 1))
}
