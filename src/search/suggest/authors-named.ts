// Authors whose names begin as typed, by the first word or by the last.

import { lastNameKey, nameKey } from '../segment/name-keys.ts'
import type { SegmentData } from '../segment/segment-data.ts'
import type { Snapshot } from '../segment/snapshot.ts'
import { compareBytes, countOf, stringAt } from '../segment/string-table.ts'
import { mostFrequent } from './most-frequent.ts'

export interface FoundAuthor {
  /** As papers write it. */
  name: string
  /** Replaced papers count until the index is rebuilt. */
  documents: number
}

/** So many of each segment are compared: a name that is frequent in all is frequent in one. */
const LOOKED_AT = 24

/** Those of most papers first. */
export function authorsNamed({ views }: Snapshot, text: string, most: number): FoundAuthor[] {
  const beginning = nameKey(text)
  if (beginning === '') return []
  const counts = new Map<string, number>()
  for (const { data } of views) {
    for (const at of namesThatBegin(data, beginning)) {
      const name = stringAt(data.names, at)
      counts.set(name, (counts.get(name) ?? 0) + (data.nameCounts[at] ?? 0))
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => ({ name, documents: documentsOfName(views, name) }))
}

function namesThatBegin(data: SegmentData, beginning: string): Set<number> {
  const { names, nameCounts, namesByLast } = data
  const { byFirst, byLast } = keysOf(data)
  const total = countOf(names)
  const [first, behindFirst] = rangeBy(total, beginning, byFirst)
  const [last, behindLast] = rangeBy(total, beginning, byLast)
  const bestByFirst = mostFrequent(behindFirst - first, (place) => nameCounts[first + place] ?? 0, LOOKED_AT)
  const bestByLast = mostFrequent(
    behindLast - last,
    (place) => nameCounts[namesByLast[last + place] ?? 0] ?? 0,
    LOOKED_AT,
  )
  return new Set([
    ...bestByFirst.map((place) => first + place),
    ...bestByLast.map((place) => namesByLast[last + place] ?? 0),
  ])
}

/** Keys that begin so, in a sorted list. */
function rangeBy(total: number, beginning: string, keyAt: KeyAt): [number, number] {
  const from = firstAt(total, (at) => compareBytes(keyAt(at), beginning) >= 0)
  const to = firstAt(total, (at) => {
    const key = keyAt(at)
    return compareBytes(key, beginning) >= 0 && !key.startsWith(beginning)
  })
  return [from, to]
}

/** Names stand in the order of their keys, those of equal keys in their own. */
function documentsOfName(views: Snapshot['views'], name: string): number {
  const key = nameKey(name)
  return views.reduce((sum, { data }) => {
    const { names, nameCounts } = data
    const { byFirst } = keysOf(data)
    const isThere = (at: number) => compareBytes(byFirst(at), key) || compareBytes(stringAt(names, at), name)
    const at = firstAt(countOf(names), (place) => isThere(place) >= 0)
    return at < countOf(names) && stringAt(names, at) === name ? sum + (nameCounts[at] ?? 0) : sum
  }, 0)
}

/** The first place from which on something holds; `total` where it never does. */
function firstAt(total: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, total]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

type KeyAt = (at: number) => string

/** A segment's names don't change, so their keys don't either. */
const remembered = new WeakMap<SegmentData, { byFirst: KeyAt; byLast: KeyAt }>()

function keysOf(data: SegmentData): { byFirst: KeyAt; byLast: KeyAt } {
  const known = remembered.get(data)
  if (known) return known
  const { names, namesByLast } = data
  const keys = {
    byFirst: remembering((at) => nameKey(stringAt(names, at))),
    byLast: remembering((at) => lastNameKey(stringAt(names, namesByLast[at] ?? 0))),
  }
  remembered.set(data, keys)
  return keys
}

/** Binary searches ask for the same keys in the middle again and again. */
const MOST_REMEMBERED = 8_192

function remembering(keyAt: KeyAt): KeyAt {
  const keys = new Map<number, string>()
  return (at) => {
    const known = keys.get(at)
    if (known !== undefined) return known
    const key = keyAt(at)
    if (keys.size < MOST_REMEMBERED) keys.set(at, key)
    return key
  }
}
