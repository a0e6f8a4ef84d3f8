import type { PaperRecord } from '../paper.ts'
import { dayOfRecord } from './record-parts.ts'

/** Records of one transaction: 5 to 15 ms on SQLite, where one may take 50. */
const BATCH = 100
/** A day of a list is one transaction, but nobody's day has more papers than this. */
const LONGEST_DAY = 2_000

/**
 * Whether the records at hand are saved before `next` joins them. A day's list stays together: nobody may see
 * half of it.
 */
export function isComplete(batch: PaperRecord[], next: PaperRecord): boolean {
  if (batch.length < BATCH) return false
  const last = batch.at(-1)
  const day = last && dayOfRecord(last)
  return batch.length >= LONGEST_DAY || day === undefined || day !== dayOfRecord(next)
}
