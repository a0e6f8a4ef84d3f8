// The trained table as the file that ships: one bit a dimension, one scale a row.

import { type EncoderModel, writeModelFile } from '../../src/search/semantic/model-file.ts'
import type { Vocabulary } from '../../src/search/semantic/word-pieces.ts'

/** What the second half of the training saw: sign(value) · mean|value| of the row. */
export function modelOfTable(values: Float32Array, dimensions: number, vocabulary: Vocabulary): EncoderModel {
  const rows = values.length / dimensions
  const scales = new Float32Array(rows)
  const bits = new Uint8Array(values.length / 8)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
      const value = values[at] ?? 0
      sum += Math.abs(value)
      if (value >= 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7))
    }
    scales[row] = sum / dimensions
  }
  return { dimensions, vocabulary, scales, bits }
}

export const exportModel = (values: Float32Array, dimensions: number, vocabulary: Vocabulary): Uint8Array =>
  writeModelFile(modelOfTable(values, dimensions, vocabulary))
