import type { PaperRecord } from '../paper.ts'

/**
 * One paper of a file before it is looked at. Items of a file come in the same order each time, which is what
 * lets an interrupted import go on: what was done is counted, not read again.
 */
export interface Item {
  /** Where it stands, for messages: `line 7`, `2025-10-29.json item 7`. */
  where: string
  /** Throws `Invalid` with a sentence where it is no usable paper. */
  read(): PaperRecord
}
