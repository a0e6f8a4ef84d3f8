// Many strings in two arrays, sorted by their bytes: a dictionary that costs 4 bytes a string beside its text.

/** UTF-8 text of all strings, one after the other; string n is bytes[offsets[n] .. offsets[n + 1]]. */
export interface StringTable {
  bytes: Uint8Array
  offsets: Uint32Array
}

const encoder = new TextEncoder()
// Otherwise a string would lose a byte-order mark at its beginning.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Strings in the order given. Sort them by `compareBytes` first where they are to be looked up. */
export function stringTable(strings: readonly string[]): StringTable {
  const offsets = new Uint32Array(strings.length + 1)
  let bytes = new Uint8Array(strings.length * 12 + 64)
  let end = 0
  strings.forEach((text, index) => {
    // A UTF-16 unit is at most three bytes.
    if (end + text.length * 3 > bytes.length) bytes = grown(bytes, end + text.length * 3)
    end += encoder.encodeInto(text, bytes.subarray(end)).written
    offsets[index + 1] = end
  })
  return { bytes: bytes.slice(0, end), offsets }
}

function grown(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2))
  larger.set(bytes)
  return larger
}

export const countOf = ({ offsets }: StringTable): number => offsets.length - 1

export function stringAt({ bytes, offsets }: StringTable, index: number): string {
  return decoder.decode(bytes.subarray(offsets[index], offsets[index + 1]))
}

/** The order of UTF-8 bytes, which is the order of code points. */
export function compareBytes(a: string, b: string): number {
  if (!hasSurrogate(a) && !hasSurrogate(b)) return a < b ? -1 : a > b ? 1 : 0
  return Buffer.compare(encoder.encode(a), encoder.encode(b))
}

const hasSurrogate = (text: string) => /[\ud800-\udfff]/.test(text)

/** Sorts in place; the usual case needs no comparing function, which is three times faster. */
export function sortByBytes(strings: string[]): string[] {
  return strings.some(hasSurrogate) ? strings.sort(compareBytes) : strings.sort()
}

/** The string asked for last: the same is asked for in one segment after the other. */
let lastText = ''
let lastKey: Uint8Array = encoder.encode('')

function keyOf(text: string): Uint8Array {
  if (text !== lastText) [lastText, lastKey] = [text, encoder.encode(text)]
  return lastKey
}

/** Index of a string in a sorted table, -1 where it is not there. */
export function indexOf(table: StringTable, text: string): number {
  const key = keyOf(text)
  const at = lowerBound(table, key)
  return at < countOf(table) && compareAt(table, at, key) === 0 ? at : -1
}

/** The strings of a sorted table that begin with `prefix`: indices from the first up to, not including, the second. */
export function rangeOf(table: StringTable, prefix: string): [number, number] {
  const key = encoder.encode(prefix)
  const from = lowerBound(table, key)
  const behind = successor(key)
  return [from, behind === null ? countOf(table) : lowerBound(table, behind)]
}

/** The first key behind all that begin with `key`; null where there is none. */
function successor(key: Uint8Array): Uint8Array | null {
  for (let at = key.length - 1; at >= 0; at--) {
    const byte = key[at] ?? 0
    if (byte === 0xff) continue
    const next = key.slice(0, at + 1)
    next[at] = byte + 1
    return next
  }
  return null
}

function lowerBound(table: StringTable, key: Uint8Array): number {
  let [low, high] = between(table, key)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareAt(table, middle, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Strings from one fence to the next. */
const FENCED = 16
/** Bytes of a string that a fence knows; a number holds so many exactly. */
const FENCE_BYTES = 6

/** Of each table the beginning of every 16th string, as a number. */
const fences = new WeakMap<StringTable, Float64Array>()

/**
 * Between which strings the key's place lies. A search among all strings waits for memory at each of its first steps; the
 * fences of a segment's terms stay in a cache, and what they leave lies together.
 */
function between(table: StringTable, key: Uint8Array): [number, number] {
  const known = fences.get(table) ?? fencesOf(table)
  const beginning = beginningOf(key, 0, key.length)
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((known[middle] ?? 0) < beginning) low = middle + 1
    else high = middle
  }
  // The fence before is smaller. The next one that is larger may be further on: some may begin alike.
  let next = low
  while (next < known.length && known[next] === beginning) next++
  return [Math.max(0, (low - 1) * FENCED), Math.min(countOf(table), next * FENCED)]
}

function fencesOf(table: StringTable): Float64Array {
  const { bytes, offsets } = table
  const made = Float64Array.from({ length: Math.ceil(countOf(table) / FENCED) }, (_, fence) =>
    beginningOf(bytes, offsets[fence * FENCED] ?? 0, offsets[fence * FENCED + 1] ?? 0),
  )
  fences.set(table, made)
  return made
}

/** Numbers in the order of the strings, equal where strings begin alike. */
function beginningOf(bytes: Uint8Array, from: number, to: number): number {
  let number = 0
  for (let at = from; at < from + FENCE_BYTES; at++) number = number * 256 + (at < to ? (bytes[at] ?? 0) : 0)
  return number
}

function compareAt({ bytes, offsets }: StringTable, index: number, key: Uint8Array): number {
  const start = offsets[index] ?? 0
  const length = (offsets[index + 1] ?? 0) - start
  const shared = Math.min(length, key.length)
  for (let at = 0; at < shared; at++) {
    const difference = (bytes[start + at] ?? 0) - (key[at] ?? 0)
    if (difference !== 0) return difference
  }
  return length - key.length
}
