// Writes each minute what this node counted in it. All nodes write into the store, so that each can show all.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { SAMPLE_MS, type SampleContent } from './node-sample.ts'
import { forgetSamples, saveSample } from './sample-queries.ts'
import type { Telemetry } from './telemetry.ts'

const LATE_MS = 50

export interface SamplerParts {
  db: Db
  clock: Clock
  telemetry: Telemetry
  /** Name of this node: of the machine, and the port. */
  node: string
  version: string
  works: boolean
  /** How far the search is behind the store. */
  lag(): { missing: number; behind: number }
  onTrouble(error: unknown): void
}

export interface Sampler {
  start(): void
  /** Writes what was counted since the last time. */
  take(): Promise<void>
  stop(): Promise<void>
}

export const KEPT_SAMPLES_MS = 48 * 3_600_000

export function createSampler(parts: SamplerParts): Sampler {
  const { db, clock, node, onTrouble } = parts
  const stopping = new AbortController()
  const startedAt = clock.now() - Math.round(process.uptime() * 1_000)
  let before = countsOf(parts)
  let loop: Promise<void> | null = null

  async function take(): Promise<void> {
    const now = countsOf(parts)
    const sample = { startedAt, ...difference(parts, before, now) }
    before = now
    // A moment before the minute is over: what was counted belongs to it.
    const at = Math.floor((clock.now() - 1) / SAMPLE_MS) * SAMPLE_MS
    await saveSample(db, node, at, sample)
    await forgetSamples(db, clock.now() - KEPT_SAMPLES_MS)
  }

  async function forever(): Promise<void> {
    while (!stopping.signal.aborted) {
      await take().catch(onTrouble)
      // A timer that wakes before its minute is over would take the same minute twice, the second time almost empty.
      const untilNext = SAMPLE_MS - (clock.now() % SAMPLE_MS) + LATE_MS
      await clock.wait(untilNext, stopping.signal).catch(() => {})
    }
  }

  return {
    start() {
      loop ??= forever()
    },
    take,
    async stop() {
      stopping.abort()
      await loop
    },
  }
}

type Counts = ReturnType<typeof countsOf>

function countsOf({ telemetry: { tallies } }: SamplerParts) {
  const { requests, jobs, deliveries, kept } = tallies
  const { user, system } = process.cpuUsage()
  return {
    at: performance.now(),
    requests: requests.sum(),
    errors: requests.sum(({ status }) => Number(status) >= 500).count,
    limited: requests.sum(({ status }) => Number(status) === 429).count,
    jobsDone: jobs.sum(({ outcome }) => outcome === 'done').count,
    jobsFailed: jobs.sum(({ outcome }) => outcome === 'failed').count,
    mailsSent: deliveries.sum(({ what, outcome }) => what === 'mail' && outcome === 'sent'),
    keptHits: kept.hits,
    keptMisses: kept.misses,
    cpu: (user + system) / 1e6,
  }
}

/** What was counted between two moments, and what is so now. */
function difference(
  { version, works, telemetry, lag }: SamplerParts,
  before: Counts,
  now: Counts,
): Omit<SampleContent, 'startedAt'> {
  const delay = telemetry.process?.loopDelay('samples').p99 ?? 0
  const { missing, behind } = lag()
  return {
    ...{ version, works, missing, behind },
    seconds: rounded((now.at - before.at) / 1_000),
    requests: now.requests.count - before.requests.count,
    upTo: now.requests.upTo.map((count, place) => count - (before.requests.upTo[place] ?? 0)),
    errors: now.errors - before.errors,
    limited: now.limited - before.limited,
    jobsDone: now.jobsDone - before.jobsDone,
    jobsFailed: now.jobsFailed - before.jobsFailed,
    mailsSent: now.mailsSent - before.mailsSent,
    keptHits: now.keptHits - before.keptHits,
    keptMisses: now.keptMisses - before.keptMisses,
    cpu: rounded(now.cpu - before.cpu),
    memory: process.memoryUsage.rss(),
    delay: rounded(delay),
  }
}

const rounded = (seconds: number): number => Math.round(seconds * 10_000) / 10_000
