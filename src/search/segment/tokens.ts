// The token lists of documents: their terms in order, part by part.

import { END_OF_PART, type SegmentData } from './segment-data.ts'

export interface TokenVisitor {
  /** `number` is the forward number of the term. */
  token(number: number): void
  endPart(): void
}

/** Reads the tokens of a document from the first to the last. */
export function readTokens(
  { tokens, tokenOffsets }: Pick<SegmentData, 'tokens' | 'tokenOffsets'>,
  document: number,
  visitor: TokenVisitor,
): void {
  const end = tokenOffsets[document + 1] ?? 0
  let at = tokenOffsets[document] ?? 0
  while (at < end) {
    let byte = tokens[at++] ?? 0
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = tokens[at++] ?? 0
      value |= (byte & 0x7f) << shift
    }
    if (value === END_OF_PART) visitor.endPart()
    else visitor.token(value - 1)
  }
}
