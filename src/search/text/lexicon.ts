// What words become, remembered: they come back, and looking one up is ten times cheaper than folding and stemming it.

import { fold } from './fold.ts'
import { stem } from './stem.ts'

export interface KnownWord {
  /** Lower case, without accents; not stemmed. `''` where no letter is left. */
  folded: string
  term: string
  /** The term of the letters of a name with a number, as of "Llama3"; `''` for other words. */
  name: string
}

interface Entry extends KnownWord {
  raw: string
  hash: number
}

/** Some 10 MB a thread when full. A power of two. */
const places = 65_536
/** A word stands in one of the places from its hash on; when all are taken, one of them makes room. */
const ways = 4
const entries = new Array<Entry | undefined>(places + ways).fill(undefined)
let nextVictim = 0

/** The word from `start` to `end`, as written. Reads it in place: a slice a word would cost more than the rest. */
export function knowWord(text: string, start: number, end: number): KnownWord {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  const place = (hash ^ (hash >>> 16)) & (places - 1)
  for (let way = 0; way < ways; way++) {
    const entry = entries[place + way]
    if (entry !== undefined && entry.hash === hash && isSame(entry.raw, text, start, end)) return entry
  }
  const entry = learn(text.slice(start, end), hash)
  entries[place + (nextVictim++ & (ways - 1))] = entry
  return entry
}

function isSame(raw: string, text: string, start: number, end: number): boolean {
  if (raw.length !== end - start) return false
  for (let at = 0; at < raw.length; at++) if (raw.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  return true
}

/** "YOLOv8" is a YOLO, "Qwen2.5" a Qwen. */
const namedAndNumbered = /^([a-z]{3,}?)v?[0-9][0-9.]*[a-z]?$/

function learn(slice: string, hash: number): Entry {
  const folded = fold(slice)
  const name = namedAndNumbered.exec(folded)?.[1]
  return {
    raw: ownCopy(slice),
    hash,
    folded: ownCopy(folded),
    term: ownCopy(stem(folded)),
    name: name === undefined ? '' : ownCopy(stem(name)),
  }
}

/** A slice would keep its whole text alive for as long as the lexicon knows the word. */
function ownCopy(text: string): string {
  const encoding = /^[ -~]*$/.test(text) ? 'latin1' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}
