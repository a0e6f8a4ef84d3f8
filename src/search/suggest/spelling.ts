// A query with its misspelt words put right, as far as the index knows better ones.

import type { Clause, Query } from '../query/query.ts'
import { fieldBits } from '../segment/occurrences.ts'
import { termAt } from '../segment/segment-view.ts'
import { type Snapshot, statisticsOf } from '../segment/snapshot.ts'
import { analyze, wordsOf } from '../text/analyze.ts'
import { isStopWord } from '../text/stop-words.ts'
import { type NearWord, nearWords } from './near-words.ts'
import { splitWord } from './split-word.ts'

/** Shorter words have too many neighbours. */
const SHORTEST = 4
/** From this length on, a word that no paper has may be two edits away. */
const LONG = 7
/** Longer ones are nobody's word. */
const LONGEST = 24
/** A word that more than one paper, and more than one of so many, has is no slip. */
const RARE = 2_000
/** A word that papers have is left alone, unless a neighbour stands in so many times as many titles. */
const TIMES = 50
/** A word stands in at least one of so many papers before it is proposed; in two papers of a small index. */
const ONE_OF = 20_000
const FEWEST_TITLES = 2
/** Each costs a look at all words of the index. */
const MOST_WORDS = 4

/**
 * The query's text with other words in the places of those that are probably misspelt; undefined where there are
 * none. Operators stay as they are. Left alone: words that are not of plain letters, in capitals, shorter than four
 * letters, that some author is called, inside `author:`, and beginnings (`word*`).
 */
export function suggestSpelling(snapshot: Snapshot, query: Query): string | undefined {
  const { asked, kept } = wordsAsked(query)
  const places = wordsOf(query.text).filter(
    ({ folded, start, end }) =>
      asked.has(folded) && !kept.has(folded) && isPlain(query.text.slice(start, end), folded),
  )
  const doubtful = [...new Set(places.map(({ folded }) => folded))].filter((word) =>
    isDoubtful(snapshot, word),
  )
  const better = new Map<string, string>()
  for (const word of doubtful.slice(0, MOST_WORDS)) {
    const found = betterWord(snapshot, word)
    if (found !== null) better.set(word, found)
  }
  return better.size === 0 ? undefined : replaced(query.text, places, better)
}

/** Folded words that may be put right, and those that may not because they also stand where they are meant as typed. */
function wordsAsked({ words, required, excluded }: Query): { asked: Set<string>; kept: Set<string> } {
  const asked = new Set(words.flatMap(foldedWords))
  const kept = new Set<string>()
  const gather = (clause: Clause, isMeant: boolean): void => {
    if (clause.kind === 'all' || clause.kind === 'any') {
      for (const part of clause.clauses) gather(part, isMeant)
    } else if (clause.kind === 'not') gather(clause.clause, true)
    else {
      const isLiteral =
        isMeant || clause.field === 'author' || (clause.kind === 'word' && clause.prefix === true)
      for (const word of foldedWords(clause.text)) (isLiteral ? kept : asked).add(word)
    }
  }
  for (const clause of required) gather(clause, false)
  for (const clause of excluded) gather(clause, true)
  return { asked, kept }
}

const foldedWords = (text: string): string[] => wordsOf(text).map(({ folded }) => folded)

/** As in running text: no name of a method (ResNet), no abbreviation (BERT), no LaTeX, no accents. */
const isPlain = (typed: string, folded: string): boolean =>
  typed.length === folded.length &&
  typed.length >= SHORTEST &&
  typed.length <= LONGEST &&
  /^[A-Za-z][a-z]+$/.test(typed)

function isDoubtful(snapshot: Snapshot, word: string): boolean {
  if (isStopWord(word)) return false
  const term = termOf(word)
  return statisticsOf(snapshot, term).df <= Math.max(1, snapshot.documents / RARE) && !isName(snapshot, term)
}

const termOf = (word: string): string => analyze(word).terms[0] ?? word

/** Whether an author is called so. */
function isName({ views }: Snapshot, term: string): boolean {
  return views.some(({ data }) => {
    const rank = termAt(data, term)
    if (rank < 0) return false
    const end = data.postingOffsets[rank + 1] ?? 0
    for (let at = data.postingOffsets[rank] ?? 0; at < end; at++) {
      if (((data.postingOccurrences[at] ?? 0) & fieldBits.author) !== 0) return true
    }
    return false
  })
}

/** One edit, else two words, else two edits. */
function betterWord(snapshot: Snapshot, word: string): string | null {
  const term = termOf(word)
  const papers = statisticsOf(snapshot, term).df
  const fewest = Math.max(FEWEST_TITLES, Math.ceil(snapshot.documents / ONE_OF), papers * TIMES)
  // Two edits lead from nearly any rare word to a frequent one.
  const edits = word.length >= LONG && papers === 0 ? 2 : 1
  const near = nearWords(snapshot, word, edits, fewest)
    .filter((other) => termOf(other.word) !== term)
    .sort((a, b) => slips(word, a) - slips(word, b) || b.titles - a.titles || (a.word < b.word ? -1 : 1))
  const [nearest] = near
  if (nearest && nearest.edits === 1) return nearest.word
  return splitWord(snapshot, word, fewest) ?? nearest?.word ?? null
}

/** The first letter is seldom wrong. */
const slips = (word: string, { word: other, edits }: NearWord): number =>
  edits + (word[0] === other[0] ? 0 : 0.5)

interface Place {
  folded: string
  start: number
  end: number
}

function replaced(text: string, places: readonly Place[], better: ReadonlyMap<string, string>): string {
  let [result, done] = ['', 0]
  for (const { folded, start, end } of places) {
    const word = better.get(folded)
    if (word === undefined) continue
    result += text.slice(done, start) + word
    done = end
  }
  return result + text.slice(done)
}
