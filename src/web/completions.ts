// What a half-typed query is completed to.

import { wordsOf } from '../search/text/analyze.ts'

const MOST = 6

/**
 * `typed` with its last word finished. A first word takes any of `words`, the index's own; behind other words only
 * those of `titles`, which hold all that was typed: “low r” is to become “low rank”, not “low reasoning”.
 */
export function completions(typed: string, words: readonly string[], titles: readonly string[]): string[] {
  const last = /[\p{L}\p{M}\p{N}]+$/u.exec(typed)?.[0] ?? ''
  const before = typed.slice(0, typed.length - last.length)
  const beginning = wordsOf(last).at(-1)?.folded ?? ''
  if (beginning === '') return []
  const fitting = before.trim() === '' ? words : wordsBeginning(titles, beginning)
  return fitting.slice(0, MOST).map((word) => before + word)
}

/** Those of most titles first; what only one of them holds belongs to that paper, unless there is nothing else. */
function wordsBeginning(titles: readonly string[], beginning: string): string[] {
  const counts = new Map<string, number>()
  for (const title of titles) {
    for (const word of new Set(wordsOf(title).map(({ folded }) => folded))) {
      if (word.startsWith(beginning) && word !== beginning) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  const common = [...counts].filter(([, titlesWith]) => titlesWith > 1)
  return (common.length > 0 ? common : [...counts]).sort(([, a], [, b]) => b - a).map(([word]) => word)
}
