// How many mails go to one domain in a while: large receivers refuse who brings too many at once. Counted in the store,
// so that all nodes count together.

import { addAttempt } from '../accounts/attempt-queries.ts'
import type { Db } from '../db/connect.ts'

export interface DomainRates {
  /** Domains that are sent nothing more in this while. */
  resting(now: number): string[]
  /** When this while ends, milliseconds UTC; for those further behind, of whom so many are before them, one after it. */
  end(now: number, place?: number): number
  /** One more goes there. */
  count(db: Db, domain: string, now: number): Promise<void>
}

/** Null: without limit. */
export function createDomainRates(rate: { calls: number; seconds: number } | null): DomainRates {
  if (rate === null) return { resting: () => [], end: (now) => now, count: async () => {} }
  const windowMs = rate.seconds * 1_000
  const startOf = (now: number) => Math.floor(now / windowMs) * windowMs
  const full = new Map<string, number>()
  return {
    resting(now) {
      for (const [domain, window] of full) if (window !== startOf(now)) full.delete(domain)
      return [...full.keys()]
    },
    end: (now, place = 0) => startOf(now) + (1 + Math.floor(place / rate.calls)) * windowMs,
    async count(db, domain, now) {
      const sent = await addAttempt(db, `digests-to ${domain}`.slice(0, 300), startOf(now))
      if (sent >= rate.calls) full.set(domain, startOf(now))
    },
  }
}
