// Two words that were typed as one: "machinelearning".

import { documentFrequency, termAt } from '../segment/segment-view.ts'
import type { Snapshot } from '../segment/snapshot.ts'
import { analyze } from '../text/analyze.ts'
import { isStopWord } from '../text/stop-words.ts'
import { titlesWithWord } from './complete-word.ts'
import { eachTitleWith, readTitle, tokenOf } from './title-tokens.ts'

const SHORTEST_PART = 3
/** Steps in search of a title that has both words side by side; reading a title takes twenty. */
const MOST_STEPS = 60_000
const READING = 20
/** Splits that are looked up in titles, likeliest first. */
const MOST_TRIED = 2

/** "machine learning", if both are words of at least `fewestTitles` titles and stand so in one; null otherwise. */
export function splitWord(snapshot: Snapshot, word: string, fewestTitles: number): string | null {
  const splits = []
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)]
    if (isStopWord(first) || isStopWord(second)) continue
    const titles = Math.min(titlesWithWord(snapshot, first), titlesWithWord(snapshot, second))
    if (titles >= fewestTitles) splits.push({ first, second, titles })
  }
  const likely = splits.sort((a, b) => b.titles - a.titles).slice(0, MOST_TRIED)
  const found = likely.find(({ first, second }) => standTogether(snapshot, first, second))
  return found ? `${found.first} ${found.second}` : null
}

function standTogether({ views }: Snapshot, first: string, second: string): boolean {
  const [a = '', b = ''] = [first, second].flatMap((word) => analyze(word).terms)
  const title: number[] = []
  const budget = { left: MOST_STEPS }
  let isFound = false
  for (const { data } of views.toReversed()) {
    const [rankA, rankB] = [termAt(data, a), termAt(data, b)]
    if (rankA < 0 || rankB < 0) continue
    const [tokenA, tokenB] = [tokenOf(data, rankA), tokenOf(data, rankB)]
    const rarer = documentFrequency(data, rankA) < documentFrequency(data, rankB) ? rankA : rankB
    eachTitleWith(data, rarer, budget, (document) => {
      budget.left -= READING
      readTitle(data, document, title)
      isFound = title.some((token, at) => token === tokenA && title[at + 1] === tokenB)
      return !isFound
    })
    if (isFound) break
  }
  return isFound
}
