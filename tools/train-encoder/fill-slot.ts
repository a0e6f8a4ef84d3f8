// Writes a batch into shared memory, as rows to sum for every text and as texts to sum for every token.

import { choosePair, type Ranges } from './batches.ts'
import type { Layout, Shape, Slot } from './layout.ts'
import type { Random } from './random.ts'
import type { TokenStream } from './token-stream.ts'

export interface FilledSlot {
  /** How many different tokens the batch has. */
  touched: number
}

export type SlotFiller = (slot: Slot, papers: Int32Array, random: Random) => FilledSlot

export function createSlotFiller(
  memory: WebAssembly.Memory,
  layout: Layout,
  shape: Shape,
  texts: TokenStream,
): SlotFiller {
  const rowBytes = shape.dimensions * 4
  const counts = new Uint16Array(shape.tokens)
  const distinct = new Uint16Array(shape.tokens)
  const tokenOf = new Uint16Array(layout.entries)
  const view = (at: number, length: number) => new Int32Array(memory.buffer, at, length)
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length)

  function fillTexts(slot: Slot, papers: Int32Array, random: Random): number {
    const starts = view(slot.textStarts, 2 * shape.batch + 1)
    const offsets = view(slot.offsets, layout.entries)
    const weights = floats(slot.weights, layout.entries)
    const pairs = Array.from(papers, (paper) => choosePair(texts, paper, random))
    let at = 0
    let text = 0
    const add = (ranges: Ranges) => {
      starts[text++] = at
      const found = countDistinct(ranges)
      for (let i = 0; i < found && at < layout.entries; i++) {
        const token = distinct[i] ?? 0
        tokenOf[at] = token
        offsets[at] = token * rowBytes
        weights[at++] = 1 + Math.log(counts[token] ?? 1)
      }
      for (let i = 0; i < found; i++) counts[distinct[i] ?? 0] = 0
    }
    for (const { left } of pairs) add(left)
    for (const { right } of pairs) add(right)
    starts[text] = at
    return at
  }

  function countDistinct(ranges: Ranges): number {
    let found = 0
    for (let range = 0; range < ranges.length; range += 2) {
      for (let at = ranges[range] ?? 0; at < (ranges[range + 1] ?? 0); at++) {
        const token = texts.tokens[at] ?? 0
        // Marks are above every token, so they count in a place that does not exist.
        if (token >= shape.tokens) continue
        const count = counts[token] ?? 0
        if (count === 0) distinct[found++] = token
        counts[token] = count + 1
      }
    }
    return found
  }

  function turnRound(slot: Slot, entries: number): number {
    const starts = view(slot.textStarts, 2 * shape.batch + 1)
    const weights = floats(slot.weights, entries)
    const tokenStarts = view(slot.tokenStarts, shape.tokens + 1)
    const backOffsets = view(slot.backOffsets, entries)
    const backWeights = floats(slot.backWeights, entries)
    const touched = view(slot.touched, shape.tokens)
    tokenStarts.fill(0)
    for (let at = 0; at < entries; at++) tokenStarts[(tokenOf[at] ?? 0) + 1]!++
    let found = 0
    for (let token = 0; token < shape.tokens; token++) {
      if ((tokenStarts[token + 1] ?? 0) > 0) touched[found++] = token
      tokenStarts[token + 1]! += tokenStarts[token] ?? 0
    }
    const next = tokenStarts.slice()
    for (let text = 0; text < 2 * shape.batch; text++) {
      for (let at = starts[text] ?? 0; at < (starts[text + 1] ?? 0); at++) {
        const place = next[tokenOf[at] ?? 0]!++
        backOffsets[place] = text * rowBytes
        backWeights[place] = weights[at] ?? 0
      }
    }
    return found
  }

  return (slot, papers, random) => ({ touched: turnRound(slot, fillTexts(slot, papers, random)) })
}
