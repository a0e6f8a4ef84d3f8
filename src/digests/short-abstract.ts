import { plainLatex } from '../papers/text/latex-text.ts'

/** What a cut must not go through: a formula in its dollars with what is glued to it, or a word. */
const unit = /(?:\$[^$]*\$|[^\s$]|\$)+\s*/g
const endsSentence = /[.!?]["”’)\]]*\s*$/
const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|et al|etc|vs|cf|resp|approx|fig|eq|no|dr|\p{L})\.\s*$/iu
/** A sentence that ends before this part of the room leaves too much of it empty. */
const EARLIEST = 0.25

/**
 * The beginning of an abstract, at most `longest` characters: whole sentences where one ends in time, else whole words
 * and `…`. Formulas stay whole, as LaTeX source.
 */
export function shortAbstract(abstract: string, longest: number): string {
  const text = plainLatex(abstract).replace(/\s+/g, ' ').trim()
  if (text.length <= longest) return text
  let end = 0
  let sentence = 0
  for (const { 0: part, index } of text.matchAll(unit)) {
    const behind = index + part.trimEnd().length
    // One place is kept for the sign that something is missing.
    if (behind > longest - 1) break
    end = behind
    const soFar = text.slice(0, behind)
    if (endsSentence.test(part) && !abbreviation.test(soFar.slice(-20))) sentence = behind
  }
  if (sentence >= longest * EARLIEST) return text.slice(0, sentence)
  return end === 0 ? '' : `${text.slice(0, end).replace(/[,;:–—-]+$/, '')}…`
}

const known = new WeakMap<object, Map<number, string>>()

/** That of a paper, made once for all letters that the same object is in: it costs more than the rest of a letter. */
export function shortAbstractOf(paper: { abstract: string }, longest: number): string {
  const lengths = known.get(paper) ?? new Map<number, string>()
  known.set(paper, lengths)
  const short = lengths.get(longest) ?? shortAbstract(paper.abstract, longest)
  lengths.set(longest, short)
  return short
}
