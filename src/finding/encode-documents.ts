// Papers become the vectors that an index keeps.

import type { SearchDocument } from '../search/search-document.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import { type QuantizedVector, quantize } from '../search/semantic/quantize.ts'

/** By document its vector; undefined without an encoder. */
export type DocumentEncoding = (
  documents: readonly SearchDocument[],
) => Promise<(QuantizedVector | undefined)[]>

/** In this thread. */
export async function encodeDocuments(
  encoder: Encoder | null,
  documents: readonly SearchDocument[],
): Promise<(QuantizedVector | undefined)[]> {
  if (!encoder || documents.length === 0) return documents.map(() => undefined)
  return encodeTexts(encoder, documents.map(textOf))
}

/** What of a paper its vector is made of. */
export const textOf = ({ title, abstract }: Pick<SearchDocument, 'title' | 'abstract'>): string =>
  `${title}. ${abstract}`

export async function encodeTexts(encoder: Encoder, texts: readonly string[]): Promise<QuantizedVector[]> {
  const vectors = await encoder.encode(texts)
  const { dimensions } = encoder
  return texts.map((_, at) => quantize(vectors.subarray(at * dimensions, (at + 1) * dimensions)))
}
