export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still, for tests. */
export function fixedClock(iso: string): Clock {
  const at = Date.parse(iso)
  return { now: () => at }
}

/** A clock that starts at another moment and may run faster; `speed` 1 is real time. */
export function shiftedClock(startIso: string, speed: number): Clock {
  const start = Date.parse(startIso)
  const began = Date.now()
  return { now: () => Math.round(start + (Date.now() - began) * speed) }
}
