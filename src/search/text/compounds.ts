// "pre-training" is also "pretraining" and "GPT-4" also "GPT4": whoever writes it the other way finds it all the same.

import { stem } from './stem.ts'
import { isStopWord } from './stop-words.ts'

export interface JoinedSink {
  joined(term: string, start: number, end: number): void
}

/**
 * Bounds in UTF-16 units. Of 200,000 compounds in abstracts, those with a longer first part are also written as one word
 * once in fifty times, the others twice in five.
 */
const longestFirstPart = 6
const longestPair = 16
const longestChain = 12
/** Parts that are looked at, of a chain such as `a-b-c-…`. */
const mostParts = 6

/** Takes the words of one text in order and tells of each compound once it has ended. */
export class Compound {
  private readonly parts: string[] = []
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private count = 0
  private readonly sink: JoinedSink

  constructor(sink: JoinedSink) {
    this.sink = sink
  }

  /** A word that stands for itself. */
  begin(folded: string, start: number, end: number): void {
    if (this.count > 1) this.finish()
    this.count = 0
    this.add(folded, start, end)
  }

  /** A word tied to the one before. */
  add(folded: string, start: number, end: number): void {
    if (this.count === mostParts) return
    this.parts[this.count] = folded
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.count++
  }

  finish(): void {
    for (let at = 1; at < this.count; at++) this.joinPair(at - 1, at)
    if (this.count > 2) this.joinAll()
    this.count = 0
  }

  private joinPair(first: number, second: number): void {
    const a = this.parts[first] ?? ''
    const b = this.parts[second] ?? ''
    // Of "state-of-the-art", "ofthe" is nothing; but "on-line" is "online".
    if (this.count > 2 && (isStopWord(a) || isStopWord(b))) return
    if (isOneWord(a, b)) this.tell(a + b, first, second)
  }

  private joinAll(): void {
    const whole = this.parts.slice(0, this.count).join('')
    if (whole.length <= longestChain && !isNumber(whole)) this.tell(whole, 0, this.count - 1)
  }

  private tell(word: string, first: number, last: number): void {
    this.sink.joined(stem(word), this.starts[first] ?? 0, this.ends[last] ?? 0)
  }
}

/** What is put behind any noun is never written with it. */
const loose = new Set(
  `based level aware specific driven guided free wise quality generated augmented efficient centric agnostic only
  enhanced related intensive aligned oriented constrained dependent preserving conditioned`.split(/\s+/),
)

function isOneWord(a: string, b: string): boolean {
  const length = a.length + b.length
  if (loose.has(b)) return false
  if (length > longestPair || isNumber(a + b)) return false
  const numbered = /\d/.test(a) || /\d/.test(b)
  return numbered || (length > 2 && a.length <= longestFirstPart)
}

function isNumber(word: string): boolean {
  return /^[\d.]+$/.test(word)
}
