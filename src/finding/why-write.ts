// When the index folder should be written: what is only in memory costs a little with every query and a start.

import type { Freshness } from './following-index.ts'

const MOST_IN_MEMORY = 1_500
const LONGEST_IN_MEMORY_MS = 10 * 60_000

/** `sinceWriting` in milliseconds. Null while all is well. */
export function whyWrite({ damage, missing, inMemory }: Freshness, sinceWriting: number): string | null {
  if (damage !== undefined) return damage
  if (missing > 0) return `${missing} changes can’t be found yet`
  if (inMemory >= MOST_IN_MEMORY) return `${inMemory} changes are only in memory`
  if (inMemory > 0 && sinceWriting > LONGEST_IN_MEMORY_MS)
    return 'changes have been only in memory for ten minutes'
  return null
}
