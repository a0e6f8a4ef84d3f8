import type { Highlighter } from '../../../search/highlight/highlighter.ts'

/** A text in pieces: those that were asked for and those between them. Joined again it is the text. */
export const printHighlighted = (text: string, highlighter: Highlighter) =>
  highlighter.pieces(text).map(({ text: piece, hit }) => ({
    type: hit ? ('highlight' as const) : ('text' as const),
    text: piece,
  }))
