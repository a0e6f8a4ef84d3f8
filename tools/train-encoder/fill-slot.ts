// Writes a batch into shared memory, as rows to sum for every text and as texts to sum for every token.

import { type Choice, choosePair, chooseQuestionPair, type Pair, type Ranges } from './batches.ts'
import type { Layout, Shape, Slot } from './layout.ts'
import type { Random } from './random.ts'
import type { TokenStream } from './token-stream.ts'

export class SlotFiller {
  readonly #memory: WebAssembly.Memory
  readonly #entries: number
  readonly #shape: Shape
  readonly #texts: TokenStream
  readonly #counts: Uint16Array
  readonly #distinct: Uint16Array
  readonly #tokenOfEntry: Uint16Array
  #found = 0

  constructor(memory: WebAssembly.Memory, layout: Layout, shape: Shape, texts: TokenStream) {
    this.#memory = memory
    this.#entries = layout.entries
    this.#shape = shape
    this.#texts = texts
    this.#counts = new Uint16Array(shape.tokens)
    this.#distinct = new Uint16Array(shape.tokens)
    this.#tokenOfEntry = new Uint16Array(layout.entries)
  }

  /** Gives the number of different tokens in the batch. */
  fill(slot: Slot, choices: readonly Choice[], random: Random): number {
    this.#fillTexts(slot, choices, random)
    return this.#turnRound(slot)
  }

  #fillTexts(slot: Slot, choices: readonly Choice[], random: Random): void {
    const starts = this.#integers(slot.textStarts, 2 * this.#shape.batch + 1)
    const pairs = choices.map((choice) => this.#pairOf(choice, random))
    const texts = [...pairs.map(({ left }) => left), ...pairs.map(({ right }) => right)]
    let at = 0
    texts.forEach((ranges, text) => {
      starts[text] = at
      at = this.#fillText(slot, ranges, at)
    })
    starts[texts.length] = at
  }

  #pairOf({ paper, question }: Choice, random: Random): Pair {
    if (question === null) return choosePair(this.#texts, paper, random)
    return chooseQuestionPair(this.#texts, { paper, question }, random)
  }

  #fillText(slot: Slot, ranges: Ranges, from: number): number {
    const offsets = this.#integers(slot.offsets, this.#entries)
    const weights = this.#floats(slot.weights, this.#entries)
    const found = Math.min(this.#countDistinct(ranges), this.#entries - from)
    for (let i = 0; i < found; i++) {
      const token = this.#distinct[i] ?? 0
      this.#tokenOfEntry[from + i] = token
      offsets[from + i] = token * this.#shape.dimensions * 4
      weights[from + i] = 1 + Math.log(this.#counts[token] ?? 1)
    }
    return from + found
  }

  /** How often every token stands in the ranges; the counts are good until the next call. */
  #countDistinct(ranges: Ranges): number {
    for (const token of this.#distinct.subarray(0, this.#found)) this.#counts[token] = 0
    let found = 0
    for (let range = 0; range < ranges.length; range += 2) {
      for (let at = ranges[range] ?? 0; at < (ranges[range + 1] ?? 0); at++) {
        const token = this.#texts.tokens[at] ?? 0
        // The marks between sentences have a number above all tokens.
        if (token >= this.#shape.tokens) continue
        const count = this.#counts[token] ?? 0
        if (count === 0) this.#distinct[found++] = token
        this.#counts[token] = count + 1
      }
    }
    this.#found = found
    return found
  }

  /** Sorts the entries by token, by counting. */
  #turnRound(slot: Slot): number {
    const { batch, dimensions, tokens } = this.#shape
    const starts = this.#integers(slot.textStarts, 2 * batch + 1)
    const entries = starts[2 * batch] ?? 0
    const weights = this.#floats(slot.weights, entries)
    const backOffsets = this.#integers(slot.backOffsets, entries)
    const backWeights = this.#floats(slot.backWeights, entries)
    const { found, next } = this.#startsOfTokens(slot, entries, tokens)
    for (let text = 0; text < 2 * batch; text++) {
      for (let at = starts[text] ?? 0; at < (starts[text + 1] ?? 0); at++) {
        const token = this.#tokenOfEntry[at] ?? 0
        const place = next[token] ?? 0
        next[token] = place + 1
        backOffsets[place] = text * dimensions * 4
        backWeights[place] = weights[at] ?? 0
      }
    }
    return found
  }

  #startsOfTokens(slot: Slot, entries: number, tokens: number): { found: number; next: Int32Array } {
    const tokenStarts = this.#integers(slot.tokenStarts, tokens + 1).fill(0)
    const touched = this.#integers(slot.touched, tokens)
    for (let at = 0; at < entries; at++) {
      const after = (this.#tokenOfEntry[at] ?? 0) + 1
      tokenStarts[after] = (tokenStarts[after] ?? 0) + 1
    }
    let found = 0
    for (let token = 0; token < tokens; token++) {
      const count = tokenStarts[token + 1] ?? 0
      if (count > 0) touched[found++] = token
      tokenStarts[token + 1] = count + (tokenStarts[token] ?? 0)
    }
    return { found, next: Int32Array.from(tokenStarts) }
  }

  #integers(at: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, length)
  }

  #floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length)
  }
}
