// Since when a document is as it is. Its newest entry doesn't say: a paper that comes in late is older than those before
// it. So each process remembers when it first gave these bytes at this address; others say other times, and whoever asked
// them is sent the same bytes once more, but never misses new ones.

import { LruCache } from '../lru-cache.ts'

/** Addresses that are remembered. */
const MOST_ADDRESSES = 10_000

const SECOND_MS = 1_000

/** Returns a function that answers since when (milliseconds UTC, whole seconds) an address has content of this hash. */
export function createModifiedTimes(): (address: string, hash: string, now: number) => number {
  const kept = new LruCache<string, { hash: string; at: number }>(MOST_ADDRESSES)
  return (address, hash, now) => {
    const at = Math.floor(now / SECOND_MS) * SECOND_MS
    const known = kept.getOrAdd(address, () => ({ hash, at }))
    if (known.hash !== hash) {
      known.hash = hash
      // Two contents of one second must differ in their times.
      known.at = Math.max(at, known.at + SECOND_MS)
    }
    return known.at
  }
}
