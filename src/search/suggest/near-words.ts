// Words of titles that are spelt nearly like another.

import type { SegmentData } from '../segment/segment-data.ts'
import type { Snapshot } from '../segment/snapshot.ts'
import { countOf, type StringTable, stringAt } from '../segment/string-table.ts'
import { bitsOf } from '../set-bits.ts'
import { titlesWithWord } from './complete-word.ts'
import { EditDistance } from './edit-distance.ts'

export interface NearWord {
  word: string
  edits: number
  /** How many titles have it. */
  titles: number
}

/**
 * Words of letters a to z within `mostEdits` of `word` that stand in at least `fewestTitles` titles, in no order.
 * Every word is looked at, but nearly all are put aside by their length, their frequency or the set of their letters,
 * which costs a few comparisons of numbers: 400,000 words take 1 to 2 ms.
 */
export function nearWords(
  snapshot: Snapshot,
  word: string,
  mostEdits: number,
  fewestTitles: number,
): NearWord[] {
  // A word that is frequent in the index is so in one of its segments at least.
  const fewestHere = Math.ceil(fewestTitles / Math.max(1, snapshot.views.length))
  const found = new Map<string, number>()
  for (const { data } of snapshot.views) gather(data, word, { mostEdits, fewestHere, found })
  return [...found]
    .map(([other, edits]) => ({ word: other, edits, titles: titlesWithWord(snapshot, other) }))
    .filter(({ titles }) => titles >= fewestTitles)
}

interface Search {
  mostEdits: number
  fewestHere: number
  /** Edits by word. */
  found: Map<string, number>
}

function gather(
  { words, wordCounts }: SegmentData,
  word: string,
  { mostEdits, fewestHere, found }: Search,
): void {
  const { bytes, offsets } = words
  const masks = letterMasks(words)
  const own = maskOf(word)
  const distance = new EditDistance(word, mostEdits)
  const [shortest, longest] = [word.length - mostEdits, word.length + mostEdits]
  for (let at = 0; at < masks.length; at++) {
    // Of most words this is all that is looked at.
    if ((wordCounts[at] ?? 0) < fewestHere) continue
    const mask = masks[at] ?? 0
    // An edit takes away one letter of the set and adds one, at most.
    if (mask === 0 || bitsOf(mask ^ own) > 2 * mostEdits) continue
    const [from, to] = [offsets[at] ?? 0, offsets[at + 1] ?? 0]
    if (to - from < shortest || to - from > longest) continue
    const edits = distance.to(bytes, from, to)
    if (edits <= mostEdits) found.set(stringAt(words, at), edits)
  }
}

/** Made once for each segment's words, which never change. */
const known = new WeakMap<StringTable, Uint32Array>()

/** By word: its letters, a bit each; 0 for words with anything but a to z in them. */
function letterMasks(words: StringTable): Uint32Array {
  const before = known.get(words)
  if (before) return before
  const { bytes, offsets } = words
  const masks = Uint32Array.from({ length: countOf(words) }, (_, at) =>
    maskOfBytes(bytes, offsets[at] ?? 0, offsets[at + 1] ?? 0),
  )
  known.set(words, masks)
  return masks
}

const SMALL_A = 97
const SMALL_Z = 122

function maskOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let mask = 0
  for (let at = from; at < to; at++) {
    const letter = bytes[at] ?? 0
    if (letter < SMALL_A || letter > SMALL_Z) return 0
    mask |= 1 << (letter - SMALL_A)
  }
  return mask
}

const maskOf = (word: string): number => maskOfBytes(Buffer.from(word), 0, word.length)
