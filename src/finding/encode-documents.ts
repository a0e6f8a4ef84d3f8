import type { SearchDocument } from '../search/search-document.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import { type QuantizedVector, quantize } from '../search/semantic/quantize.ts'

/** By document its vector as an index keeps it; none without an encoder. */
export async function encodeDocuments(
  encoder: Encoder | null,
  documents: readonly SearchDocument[],
): Promise<(QuantizedVector | undefined)[]> {
  if (!encoder || documents.length === 0) return documents.map(() => undefined)
  const vectors = await encoder.encode(documents.map(({ title, abstract }) => `${title}. ${abstract}`))
  const { dimensions } = encoder
  return documents.map((_, at) => quantize(vectors.subarray(at * dimensions, (at + 1) * dimensions)))
}
