// What a reader is told of the parts that were left out.

import type { Ignored } from './query.ts'

/** In UTF-16 units. Nobody reads more of what was left out. */
const longestQuote = 80
const mostIgnored = 20

/** Adds to what the reader is told; never the same twice. */
export function nameIgnored(ignored: Ignored[], source: string, why: string): void {
  const trimmed = source.trim()
  const isCutInPair = trimmed.length > longestQuote && /[\ud800-\udbff]/.test(trimmed[longestQuote - 1] ?? '')
  const text = trimmed.slice(0, isCutInPair ? longestQuote - 1 : longestQuote)
  const isKnown = ignored.some((other) => other.text === text && other.why === why)
  if (text !== '' && !isKnown && ignored.length < mostIgnored) ignored.push({ text, why })
}
