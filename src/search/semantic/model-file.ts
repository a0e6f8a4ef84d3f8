// The file of the static encoder: vocabulary, one scale and one bit a dimension for every row.
//
// Little endian: "SENC", u16 version, u16 dimensions, u32 words, u32 pieces, u32 bigrams, u32 bytes of vocabulary,
// f32 low, f32 high | words then pieces, each list sorted by bytes and front-coded (u8 shared, u8 own length, own bytes)
// | bigrams: u16 step from the first word before, for all; u16 second word, for all | u8 a row: its scale is
// 2^(low + u8/255 · (high − low)) | dimensions/8 bytes a row, lowest bit first, 1 = + scale, 0 = − scale.

import type { Vocabulary } from './word-pieces.ts'

export interface EncoderModel {
  dimensions: number
  vocabulary: Vocabulary
  /** One a row. */
  scales: Float32Array
  /** `dimensions / 8` bytes a row. */
  bits: Uint8Array
}

/** Thrown where the bytes are no model, or are damaged. */
export class BadModelFile extends Error {}

const magic = 'SENC'
const version = 1
const headBytes = 32

export function readModelFile(bytes: Uint8Array): EncoderModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headBytes || String.fromCharCode(...bytes.subarray(0, 4)) !== magic) {
    throw new BadModelFile('This is not a model of the text encoder: it does not begin with SENC.')
  }
  if (view.getUint16(4, true) !== version) {
    throw new BadModelFile(
      `The model of the text encoder has format ${view.getUint16(4, true)}; this program reads ${version}.`,
    )
  }
  const dimensions = view.getUint16(6, true)
  const [words, pieces, bigrams, vocabularyBytes] = [8, 12, 16, 20].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ]
  const rows = words + pieces + bigrams
  const expected = headBytes + vocabularyBytes + bigrams * 4 + rows + (rows * dimensions) / 8
  if (dimensions === 0 || dimensions % 128 !== 0 || rows > 65_535 || bytes.length !== expected) {
    throw new BadModelFile(
      `The model of the text encoder is damaged: it has ${bytes.length} bytes, not ${expected}.`,
    )
  }
  const texts = readFrontCoded(bytes.subarray(headBytes, headBytes + vocabularyBytes), [words, pieces])
  const bigramsAt = headBytes + vocabularyBytes
  const scalesAt = bigramsAt + bigrams * 4
  const [low, high] = [view.getFloat32(24, true), view.getFloat32(28, true)]
  return {
    dimensions,
    vocabulary: {
      words: texts[0] ?? [],
      pieces: texts[1] ?? [],
      bigrams: readBigrams(view, bigramsAt, bigrams, words),
    },
    scales: Float32Array.from(
      bytes.subarray(scalesAt, scalesAt + rows),
      (step) => 2 ** (low + (step / 255) * (high - low)),
    ),
    bits: bytes.subarray(scalesAt + rows),
  }
}

function readFrontCoded(bytes: Uint8Array, counts: readonly number[]): string[][] {
  const decoder = new TextDecoder()
  let at = 0
  const lists = counts.map((count) => {
    let before = new Uint8Array(0)
    return Array.from({ length: count }, () => {
      const [shared = 0, own = 0] = bytes.subarray(at, at + 2)
      const next = new Uint8Array(shared + own)
      next.set(before.subarray(0, shared))
      next.set(bytes.subarray(at + 2, at + 2 + own), shared)
      at += 2 + own
      before = next
      return decoder.decode(next)
    })
  })
  if (at !== bytes.length)
    throw new BadModelFile('The model of the text encoder is damaged: its vocabulary has another length.')
  return lists
}

function readBigrams(view: DataView, at: number, count: number, words: number): [number, number][] {
  let first = 0
  return Array.from({ length: count }, (_, i) => {
    first += view.getUint16(at + i * 2, true)
    const second = view.getUint16(at + (count + i) * 2, true)
    if (first >= words || second >= words)
      throw new BadModelFile('The model of the text encoder is damaged: a bigram has no words.')
    return [first, second]
  })
}

/** Words and pieces must be sorted by bytes, bigrams by first and second word, as rows are. */
export function writeModelFile({ dimensions, vocabulary, scales, bits }: EncoderModel): Uint8Array {
  const { words, pieces, bigrams } = vocabulary
  const texts = [...frontCode(words), ...frontCode(pieces)]
  const rows = scales.length
  const bytes = new Uint8Array(headBytes + texts.length + bigrams.length * 4 + rows + bits.length)
  const view = new DataView(bytes.buffer)
  const logs = Array.from(scales, (scale) => Math.log2(Math.max(scale, Number.MIN_VALUE)))
  const [low, high] = [Math.fround(Math.min(...finite(logs))), Math.fround(Math.max(...finite(logs)))]
  bytes.set(Array.from(magic, (letter) => letter.charCodeAt(0)))
  view.setUint16(4, version, true)
  view.setUint16(6, dimensions, true)
  for (const [i, count] of [words.length, pieces.length, bigrams.length, texts.length].entries())
    view.setUint32(8 + i * 4, count, true)
  view.setFloat32(24, low, true)
  view.setFloat32(28, high, true)
  bytes.set(texts, headBytes)
  let at = headBytes + texts.length
  bigrams.forEach(([first, second], i) => {
    view.setUint16(at + i * 2, first - (bigrams[i - 1]?.[0] ?? 0), true)
    view.setUint16(at + (bigrams.length + i) * 2, second, true)
  })
  at += bigrams.length * 4
  logs.forEach((log, row) => {
    bytes[at + row] = high > low ? Math.round(Math.min(1, Math.max(0, (log - low) / (high - low))) * 255) : 0
  })
  bytes.set(bits, at + rows)
  return bytes
}

// A row that was never trained may have the scale 0: it is written as the smallest other one.
const finite = (logs: number[]) => logs.filter((log) => log > -100)

function frontCode(texts: readonly string[]): number[] {
  const encoder = new TextEncoder()
  const out: number[] = []
  let before = new Uint8Array(0)
  for (const text of texts) {
    const bytes = encoder.encode(text)
    let shared = 0
    while (shared < bytes.length && shared < before.length && bytes[shared] === before[shared]) shared++
    out.push(shared, bytes.length - shared, ...bytes.subarray(shared))
    before = bytes
  }
  return out
}
