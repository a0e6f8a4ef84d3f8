import type { Origin } from '../../papers/merging/origins.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import type { Manners } from '../fetching/manners.ts'
import type { Answer, Ask } from '../protocol.ts'

/** One source that may know a paper: what to ask it, and what its answer means. */
export interface Inquiry {
  /** Whose statement the papers of the answer are. */
  origin: Origin
  /** As a sentence names it. */
  title: string
  manners: Manners
  ask: Ask
  /** The paper is its own: what it doesn't know, nobody knows. */
  isOwner?: true
  /** Nothing where it knows no such paper. @throws SourceTrouble */
  read(answer: Answer): PaperRecord[]
}
