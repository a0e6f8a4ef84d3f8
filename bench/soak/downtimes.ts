// When something was down on purpose, and which errors that excuses.

export interface TimedError {
  /** Milliseconds UTC at which it was asked for and answered. */
  from: number
  to: number
  what: string
}

export interface Downtimes {
  /** While this runs, and some seconds afterwards, errors are what was asked for. */
  during(work: () => Promise<void>): Promise<void>
  /** A sentence for each error that came while all was up. */
  unexcused(errors: readonly TimedError[]): string[]
}

/** Until who waits with a growing pause has come back. */
const GRACE_MS = 5_000

export function noteDowntimes(): Downtimes {
  const times: { from: number; to: number }[] = []
  return {
    async during(work) {
      const from = Date.now()
      try {
        await work()
      } finally {
        times.push({ from, to: Date.now() + GRACE_MS })
      }
    },
    unexcused: (errors) =>
      errors
        .filter((error) => !times.some(({ from, to }) => error.from <= to && error.to >= from))
        .map(({ what, from }) => `${what} at ${new Date(from).toISOString()}, while all was up`),
  }
}
