// A search for hundreds of names and keywords takes as long as a hundred searches, and whoever reloads the list asks the
// same again: it is answered from what was found a moment ago.

import type { FindAnswer, Finder, FindQuestion } from '../finding/finder.ts'

/** Clauses from which on an answer is kept, for so long, and so many of them. */
const MANY = 50
const KEPT_MS = 60_000
const MOST_KEPT = 200

export type ListFinder = Pick<Finder, 'find' | 'state'>

/** `now`: milliseconds of any clock that goes on. */
export function createRareFinder(finder: ListFinder, now: () => number): ListFinder {
  const kept = new Map<string, { at: number; answer: Promise<FindAnswer> }>()
  return {
    state: () => finder.state(),
    find(question) {
      if (clausesOf(question) < MANY) return finder.find(question)
      const key = JSON.stringify(question)
      const known = kept.get(key)
      if (known && now() - known.at < KEPT_MS) return known.answer
      const answer = finder.find(question)
      kept.delete(key)
      kept.set(key, { at: now(), answer })
      answer.catch(() => kept.delete(key))
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      return answer
    },
  }
}

const clausesOf = ({ query }: FindQuestion): number =>
  query.required.reduce((sum, clause) => sum + ('clauses' in clause ? clause.clauses.length : 1), 0)
