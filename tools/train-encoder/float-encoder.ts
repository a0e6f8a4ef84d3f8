// The uncompressed table as an encoder, to tell what the bit a dimension costs.

import { createTokenizer } from '../../src/search/semantic/tokenizer.ts'
import type { Vocabulary } from '../../src/search/semantic/word-pieces.ts'
import type { Encode } from './evaluate.ts'

export function createFloatEncoder(values: Float32Array, dimensions: number, vocabulary: Vocabulary): Encode {
  const tokenize = createTokenizer(vocabulary)
  return (texts) => {
    const vectors = new Float32Array(texts.length * dimensions)
    texts.forEach((text, i) => {
      const counts = new Map<number, number>()
      tokenize(text, (token) => counts.set(token, (counts.get(token) ?? 0) + 1))
      const out = vectors.subarray(i * dimensions, (i + 1) * dimensions)
      for (const [token, count] of counts) {
        const weight = 1 + Math.log(count)
        for (let d = 0; d < dimensions; d++)
          out[d] = (out[d] ?? 0) + weight * (values[token * dimensions + d] ?? 0)
      }
      const norm = Math.sqrt(out.reduce((sum, value) => sum + value * value, 0))
      if (norm > 0) for (let d = 0; d < dimensions; d++) out[d] = (out[d] ?? 0) / norm
    })
    return vectors
  }
}
