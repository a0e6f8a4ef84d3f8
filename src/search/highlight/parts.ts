// The parts of a text between which it may be cut: words with the formulas and commands that hang on them.

import type { Span } from './unbreakable.ts'

export interface Part extends Span {
  beginsSentence: boolean
}

/** Words behind each other without a space (Chinese, addresses, noise) are cut between characters from this length on. */
const longestPart = 40

/** In order; what stands between two parts is white space or nothing. */
export function cutIntoParts(text: string, unbreakable: readonly Span[]): Part[] {
  const parts: Part[] = []
  let next = 0
  let ended = true
  for (const span of betweenSpaces(text, unbreakable)) {
    const first = next
    while ((unbreakable[next]?.start ?? Infinity) < span.end) next++
    for (const part of shortParts(text, span, unbreakable.slice(first, next))) {
      parts.push({ ...part, beginsSentence: ended })
      ended = false
    }
    ended = /[.!?]["')\]”’]?$/.test(text.slice(Math.max(span.start, span.end - 3), span.end))
  }
  return parts
}

/** White space, but not where a mark behind it makes a character of it. */
const space = /\s+(?![\p{M}\u200d])/gu

function betweenSpaces(text: string, unbreakable: readonly Span[]): Span[] {
  const spans: Span[] = []
  let start = 0
  let next = 0
  for (const { 0: white, index } of text.matchAll(space)) {
    while ((unbreakable[next]?.end ?? Infinity) <= index) next++
    if ((unbreakable[next]?.start ?? Infinity) < index + white.length) continue
    if (index > start) spans.push({ start, end: index })
    start = index + white.length
  }
  if (start < text.length) spans.push({ start, end: text.length })
  return spans
}

function shortParts(text: string, span: Span, unbreakable: readonly Span[]): Span[] {
  if (span.end - span.start <= longestPart) return [span]
  const parts: Span[] = []
  let { start } = span
  const cutAt = (at: number) => {
    if (at - start < longestPart / 2) return
    parts.push({ start, end: at })
    start = at
  }
  // Not at the run's edges: a mark there may belong to what stands before.
  for (const run of runsBetween(span, unbreakable))
    for (const { index } of characters.segment(text.slice(run.start, run.end)))
      if (index > 0) cutAt(run.start + index)
  parts.push({ start, end: span.end })
  return parts
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function runsBetween(span: Span, unbreakable: readonly Span[]): Span[] {
  const runs: Span[] = []
  let { start } = span
  for (const one of unbreakable) {
    if (one.start > start) runs.push({ start, end: one.start })
    start = one.end
  }
  if (start < span.end) runs.push({ start, end: span.end })
  return runs
}
