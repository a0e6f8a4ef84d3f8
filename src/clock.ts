import { setTimeout as sleep } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Passes when that many milliseconds of this clock have gone by, or rejects when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => realWait(ms, signal),
}

/** A clock that stands still, for tests; waiting on it takes no time. */
export function fixedClock(iso: string): Clock {
  const at = Date.parse(iso)
  return { now: () => at, wait: (_ms, signal) => realWait(0, signal) }
}

/** A clock that moves on only by being waited for, and takes no real time for it. For tests. */
export function steppedClock(iso: string): Clock {
  let at = Date.parse(iso)
  return {
    now: () => at,
    async wait(ms, signal) {
      await realWait(0, signal)
      at += Math.max(0, ms)
    },
  }
}

/**
 * A clock that starts at another moment and may run faster; `speed` 1 is real time. `began` is when it started, in real
 * time: threads that are told the same show the same.
 */
export function shiftedClock(startIso: string, speed: number, began = Date.now()): Clock {
  const start = Date.parse(startIso)
  return {
    now: () => Math.round(start + (Date.now() - began) * speed),
    // A clock that stands still is waited for in real time: nothing would ever end.
    wait: (ms, signal) => realWait(speed > 0 ? ms / speed : ms, signal),
  }
}

async function realWait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(Math.min(Math.max(0, ms), LONGEST_TIMER_MS), undefined, signal ? { signal } : {})
}

/** https://nodejs.org/api/timers.html: longer ones end at once. */
const LONGEST_TIMER_MS = 2_147_483_647
