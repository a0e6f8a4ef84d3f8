// Which papers of an edition somebody is sent, and why each: `docs/digest.md` says the same in words, with examples.

import type { PaperId } from '../papers/paper.ts'
import type { Taste } from './subscription.ts'

/** What is looked at of a paper. */
export interface Offered {
  id: PaperId
  title: string
  abstract: string
  categories: string[]
  keywords: string[]
  withdrawn: boolean
}

export type Why = { kind: 'category'; name: string } | { kind: 'keyword'; word: string } | { kind: 'rank' }

export interface Chosen {
  id: PaperId
  /** In the edition, 1 for the first. */
  rank: number
}

/** As many papers are in a digest; the rest of the edition is a link. */
export const MOST_PAPERS = 20

/**
 * The first of `edition`, which is in its order, that fit the taste; none that they had before, none that was
 * withdrawn.
 */
export function choosePapers(edition: readonly Offered[], taste: Taste, had: ReadonlySet<PaperId>): Chosen[] {
  return edition
    .map((paper, at) => ({ paper, rank: at + 1 }))
    .filter(({ paper }) => !had.has(paper.id) && !paper.withdrawn && whyFor(paper, taste) !== null)
    .slice(0, MOST_PAPERS)
    .map(({ paper, rank }) => ({ id: paper.id, rank }))
}

/** Null where it doesn't fit the taste. Without a taste everything fits, by its rank. */
export function whyFor(paper: Offered, { categories, keywords }: Taste): Why | null {
  if (categories.length === 0 && keywords.length === 0) return { kind: 'rank' }
  const word = keywords.find((keyword) => holds(paper, keyword))
  if (word !== undefined) return { kind: 'keyword', word }
  const name = categories.find((category) => paper.categories.some((one) => isWithin(one, category)))
  return name === undefined ? null : { kind: 'category', name }
}

/** `cs` holds `cs.CL`; large and small letters are the same. */
function isWithin(category: string, chosen: string): boolean {
  const [one, whole] = [category.toLowerCase(), chosen.toLowerCase()]
  return one === whole || one.startsWith(`${whole}.`)
}

/** As whole words, whatever the case and the white space: `rag` isn't in `fragment`. */
function holds({ title, abstract, keywords }: Offered, keyword: string): boolean {
  const words = wordsOf(keyword)
  if (words.trim() === '') return false
  return [title, abstract, ...keywords].some((text) => wordsOf(text).includes(words))
}

const wordsOf = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim()} `
