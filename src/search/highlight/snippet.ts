// The part of an abstract that shows why it was found.

import { cutAtHits, type Highlighter, type Hit, type Piece } from './highlighter.ts'
import { cutIntoParts, type Part } from './parts.ts'
import { findUnbreakable, type Span } from './unbreakable.ts'

export interface SnippetOptions {
  /** Of the part that is shown, in UTF-16 units, ellipses aside. Only a formula that is longer by itself exceeds it. */
  length: number
}

const ellipsis: Piece = { text: '…', hit: false }

/**
 * The window of the text with the most of what was asked for, marked; `…` stands where something was left out. Formulas,
 * commands, tags and characters stay whole; a formula with a hit in it is marked as a whole. Never throws; linear time.
 */
export function snippet(text: string, highlighter: Highlighter, { length }: SnippetOptions): Piece[] {
  const unbreakable = findUnbreakable(text)
  const hits = highlighter.hits(text)
  const parts = cutIntoParts(text, unbreakable)
  const { from, to } = text.length <= length ? { from: 0, to: text.length } : window(parts, hits, length)
  const pieces = cutAtHits(text, widened(hits, unbreakable), from, to)
  const isLeftOut = (part: string) => part.trim() !== ''
  return [
    ...(isLeftOut(text.slice(0, from)) ? [ellipsis] : []),
    ...pieces,
    ...(isLeftOut(text.slice(to)) ? [ellipsis] : []),
  ]
}

/** Hits that touch something unbreakable, widened to the whole of it. */
function widened(hits: readonly Hit[], unbreakable: readonly Span[]): Span[] {
  const result: Span[] = []
  let next = 0
  for (const hit of hits) {
    while ((unbreakable[next]?.end ?? Infinity) <= hit.start) next++
    let { start, end } = hit
    for (let at = next; (unbreakable[at]?.start ?? Infinity) < end; at++) {
      start = Math.min(start, unbreakable[at]?.start ?? start)
      end = Math.max(end, unbreakable[at]?.end ?? end)
    }
    const last = result.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}

interface Window {
  from: number
  to: number
}

function window(parts: readonly Part[], hits: readonly Hit[], length: number): Window {
  const hitsOfParts = assign(hits, parts)
  const { first, last } = bestParts(parts, hitsOfParts, length)
  const start = niceStart(parts, first, last, length)
  const end = lastThatFits(parts, start, length)
  const filled = end === parts.length - 1 ? firstThatFits(parts, start, end, length) : start
  return { from: parts[filled]?.start ?? 0, to: parts[end]?.end ?? 0 }
}

/** For each part what was found in it. */
function assign(hits: readonly Hit[], parts: readonly Part[]): string[][] {
  const keys: string[][] = parts.map(() => [])
  let at = 0
  for (const hit of hits) {
    while (at < parts.length - 1 && (parts[at]?.end ?? 0) <= hit.start) at++
    keys[at]?.push(hit.key)
  }
  return keys
}

/** The parts from the first to the last hit of the window that has the most different ones, then the most; the earliest of equals. */
function bestParts(
  parts: readonly Part[],
  hitsOfParts: readonly string[][],
  length: number,
): { first: number; last: number } {
  const counts = new Map<string, number>()
  let best = { first: 0, last: 0, different: 0, all: 0 }
  let all = 0
  let first = 0
  for (const [last, keys] of hitsOfParts.entries()) {
    if (keys.length === 0) continue
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    all += keys.length
    while (first < last && (parts[last]?.end ?? 0) - (parts[first]?.start ?? 0) > length) {
      for (const key of hitsOfParts[first] ?? []) remove(counts, key)
      all -= hitsOfParts[first]?.length ?? 0
      first++
    }
    while (hitsOfParts[first]?.length === 0) first++
    if (counts.size > best.different || (counts.size === best.different && all > best.all))
      best = { first, last, different: counts.size, all }
  }
  return best
}

function remove(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 0) - 1
  if (left > 0) counts.set(key, left)
  else counts.delete(key)
}

/** The beginning of the sentence where the hits still fit behind it; else some words before them. */
function niceStart(parts: readonly Part[], first: number, last: number, length: number): number {
  const end = parts[last]?.end ?? 0
  let start = first
  let few = first
  while (start > 0 && !parts[start]?.beginsSentence && end - (parts[start - 1]?.start ?? 0) <= length) {
    start--
    if ((parts[first]?.start ?? 0) - (parts[start]?.start ?? 0) <= length / 4) few = start
  }
  return start === 0 || parts[start]?.beginsSentence ? start : few
}

function lastThatFits(parts: readonly Part[], start: number, length: number): number {
  let end = start
  while (end < parts.length - 1 && (parts[end + 1]?.end ?? 0) - (parts[start]?.start ?? 0) <= length) end++
  return end
}

/** At the end of a text there is room before the window, and a short snippet tells little. */
function firstThatFits(parts: readonly Part[], start: number, end: number, length: number): number {
  const to = parts[end]?.end ?? 0
  if (to - (parts[start]?.start ?? 0) > length / 2) return start
  let first = start
  while (first > 0 && to - (parts[first - 1]?.start ?? 0) <= length) first--
  return first
}
