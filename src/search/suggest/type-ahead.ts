// What a beginning of a query may become: papers by their titles, authors, words.

import type { Snapshot } from '../segment/snapshot.ts'
import { analyze, wordsOf } from '../text/analyze.ts'
import { authorsNamed, type FoundAuthor } from './authors-named.ts'
import { completeWord } from './complete-word.ts'
import { titlesWith } from './titles-with.ts'

export interface TypeAhead {
  /** Ids of papers whose titles hold all words, the last one begun. */
  papers: string[]
  /** By the beginning of the first or of the last name, those of most papers first. */
  authors: FoundAuthor[]
  /** The last word finished, most frequent first; folded. */
  words: string[]
}

/** Nobody types more before looking; in UTF-16 units. */
const LONGEST = 120
/** Of Latin letters, one is no beginning yet. */
const SHORTEST = 2
/** A beginning stands for so many words at most: those of most titles. */
const MOST_WORDS = 24
const shown = { papers: 6, authors: 4, words: 6 } as const

/** Never throws, whatever the text; of a long one, the end is not looked at. */
export function typeAhead(snapshot: Snapshot, text: string): TypeAhead {
  const typed = text.trimStart().slice(0, LONGEST)
  const words = wordsOf(typed)
  const last = words.at(-1)
  if (!last || isTooShort(typed)) return { papers: [], authors: [], words: [] }
  // A space behind it says that the word is finished.
  const isFinished = /\s$/.test(typed)
  const endings = isFinished ? [last.folded] : completeWord(snapshot, last.folded, MOST_WORDS)
  const all = words.slice(0, -1).map(({ term }) => term)
  return {
    papers: titlesWith(snapshot, { all, oneOf: termsOf(endings) }, shown.papers),
    authors: authorsNamed(snapshot, typed, shown.authors),
    words: isFinished ? [] : endings.filter((word) => word !== last.folded).slice(0, shown.words),
  }
}

function isTooShort(typed: string): boolean {
  const trimmed = typed.trimEnd()
  return trimmed.length < SHORTEST && /^[\0-\u024f]*$/.test(trimmed)
}

/** Words of one stem are one term. */
const termsOf = (words: readonly string[]): string[] => [
  ...new Set(words.flatMap((word) => analyze(word).terms.slice(0, 1))),
]
