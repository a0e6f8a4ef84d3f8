// How long the process keeps others waiting: the delay of its event loop and its garbage collections. Both are measured by
// Node.js itself; together they take less than a thousandth of a processor.

import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { createHistogramTally, type HistogramTally } from './histogram-tally.ts'

export interface LoopDelay {
  /** Seconds by which timers came late. */
  mean: number
  p50: number
  p99: number
  max: number
}

export interface ProcessWatch {
  /** Since it was last asked under that name. */
  loopDelay(asker: 'metrics' | 'samples'): LoopDelay
  /** Of `kind` minor, incremental, major or weakcb. */
  collections: HistogramTally
  stop(): void
}

/** A timer of Node.js comes so often, and what it is late by is the delay. */
const RESOLUTION_MS = 20

const kinds = new Map<number, string>([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
])

export function watchProcess(): ProcessWatch {
  const delays = {
    metrics: monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
    samples: monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  }
  for (const delay of Object.values(delays)) delay.enable()
  const collections = createHistogramTally()
  const observer = new PerformanceObserver((list) => {
    for (const { detail, duration } of list.getEntries() as (PerformanceEntry & { detail?: unknown })[]) {
      const { kind = 0 } = (detail ?? {}) as { kind?: number }
      collections.add({ kind: kinds.get(kind) ?? 'other' }, duration / 1_000)
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return {
    collections,
    loopDelay(asker) {
      const delay = delays[asker]
      const told = {
        mean: lateness(delay.mean),
        p50: lateness(delay.percentile(50)),
        p99: lateness(delay.percentile(99)),
        max: lateness(delay.max),
      }
      delay.reset()
      return told
    },
    stop() {
      observer.disconnect()
      for (const delay of Object.values(delays)) delay.disable()
    },
  }
}

/** What is measured is the time between two timers, in nanoseconds; nothing was measured: not a number, or beyond a day. */
function lateness(nanoseconds: number): number {
  const seconds = nanoseconds / 1e9 - RESOLUTION_MS / 1_000
  return Number.isFinite(seconds) && seconds < 86_400 ? Math.max(0, seconds) : 0
}
