// The parts of a text in which what was asked for may stand. To read every word of fifty abstracts takes ten times as long as
// to look for the beginnings of a few words.

import type { Span } from './unbreakable.ts'

/** Stemming leaves so many letters of a word alone, or all but the last of a shorter stem. */
const KEPT = 3

/** Letters outside ASCII may fold to others; signs inside a word join its parts or fall out of it. */
const others = ['[^\\0-\\x7f]', '[a-z0-9][^a-z0-9 \\n][a-z0-9]']

/** `beginnings`: of folded or stemmed words. Of a text with LaTeX, or where phrases count, every word must be read instead. */
export function likelyParts(beginnings: Iterable<string>): (text: string) => Span[] {
  const kept = new Set(
    Array.from(beginnings, (one) => one.slice(0, Math.max(1, Math.min(KEPT, one.length - 1)))),
  )
  const atWords = [...kept].map((one) => `(?<![a-z0-9])${one.replace(/[^a-z0-9]/g, '\\$&')}`)
  const likely = new RegExp([...atWords, ...others].join('|'), 'gi')
  return (text) => {
    const parts: Span[] = []
    likely.lastIndex = 0
    for (let found = likely.exec(text); found; found = likely.exec(text)) {
      const part = { start: startOfPart(text, found.index), end: endOfPart(text, found.index) }
      parts.push(part)
      likely.lastIndex = part.end
    }
    return parts
  }
}

/** Nothing is carried over a space when words are read. */
const isSpace = (text: string, at: number) => text[at] === ' ' || text[at] === '\n'

function startOfPart(text: string, at: number): number {
  let start = at
  while (start > 0 && !isSpace(text, start - 1)) start--
  return start
}

function endOfPart(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && !isSpace(text, end)) end++
  return end
}
