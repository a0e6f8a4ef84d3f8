// The score by which a day's papers are chosen where nobody does. docs/ranking.md says the same in words, with examples.

import type { Paper } from '../paper.ts'

export interface ScoredPaper {
  paper: Pick<Paper, 'id' | 'recordedVotes' | 'recordedComments' | 'links' | 'categories' | 'media'>
  /** Announced as new, not cross-listed from elsewhere. */
  isNew: boolean
}

/** Logarithms, because the tenth vote says less than the first; no part can outweigh all others. */
export function ruleScore({ paper, isNew }: ScoredPaper, categories: readonly string[]): number {
  const { recordedVotes, recordedComments, links, media } = paper
  const kinds = new Set(links.map(({ kind }) => kind))
  const stars = links.reduce((most, link) => Math.max(most, link.stars ?? 0), 0)
  const score =
    3 * Math.log2(1 + recordedVotes) +
    2 * Math.log2(1 + recordedComments) +
    (kinds.has('code') ? 1.5 : 0) +
    Math.log10(1 + stars) +
    (['project', 'demo', 'model', 'data'].some((kind) => kinds.has(kind as 'project')) ? 1 : 0) +
    (media.length > 0 ? 0.5 : 0) +
    (isAsked(paper.categories[0], categories) ? 1 : 0) +
    (isNew ? 0.5 : 0)
  return Math.round(score * 1000) / 1000
}

/** `cs` asks for `cs.AI` too; without categories none is preferred. */
const isAsked = (primary: string | undefined, categories: readonly string[]): boolean =>
  primary !== undefined &&
  categories.some((category) => primary === category || primary.startsWith(`${category}.`))
