// How a word that was begun may end.

import type { Snapshot } from '../segment/snapshot.ts'
import { indexOf, rangeOf, stringAt } from '../segment/string-table.ts'
import { mostFrequent } from './most-frequent.ts'

/**
 * Words of titles (folded) that begin so, those of most titles first; the beginning itself if it is a word. Each segment
 * tells of its most frequent ones: what is frequent in all is frequent in one.
 */
export function completeWord({ views }: Snapshot, beginning: string, most: number): string[] {
  const counts = new Map<string, number>()
  for (const { data } of views) {
    const [from, to] = rangeOf(data.words, beginning)
    const best = mostFrequent(to - from, (place) => data.wordCounts[from + place] ?? 0, most)
    for (const place of best) {
      const word = stringAt(data.words, from + place)
      counts.set(word, (counts.get(word) ?? 0) + (data.wordCounts[from + place] ?? 0))
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word)
}

/** How many titles have a word, as written (folded). Titles of replaced papers count until the day of a rebuild. */
export function titlesWithWord({ views }: Snapshot, word: string): number {
  return views.reduce((sum, { data }) => {
    const at = indexOf(data.words, word)
    return at < 0 ? sum : sum + (data.wordCounts[at] ?? 0)
  }, 0)
}
