import { sourceOf } from './identifiers/identifiers.ts'
import type { Paper } from './paper.ts'

/** A stored paper about which only what is given is known. */
export function aPaper(facts: Partial<Paper> = {}): Paper {
  const id = facts.id ?? '2407.21783'
  const empty = { versions: [], categories: [], venues: [], awards: [], links: [], media: [], keywords: [] }
  const paper: Paper = {
    ...{ id, source: sourceOf(id), title: 'A Title', abstract: 'An abstract.', authors: [], authorCount: 0 },
    ...{
      ...empty,
      withdrawn: false,
      recordedVotes: 0,
      recordedComments: 0,
      memberVotes: 0,
      memberComments: 0,
      publishedAt: null,
      changeSeq: 1,
    },
  }
  return { ...paper, ...facts }
}
