// Papers that the encoder wasn't trained on, as collections in which every query has one right answer: by its title,
// and by three words of it (as readers type), a paper's abstract is to be found among abstracts without titles.

import { dirname } from 'node:path'
import type { Collection } from '../../src/search/evaluation/beir.ts'
import { readPapers, type TrainingPaper } from '../../tools/train-encoder/papers.ts'
import { realPapers } from '../real-papers.ts'

/** `papers`: of how many held-out ones the abstracts are searched; `queries`: for how many. */
export async function heldOutTitles(sizes: { papers: number; queries: number }): Promise<Collection[]> {
  const papers: TrainingPaper[] = []
  await readPapers(dirname(realPapers[0] ?? ''), (paper, heldOut) => {
    if (heldOut) papers.push(paper)
  })
  const searched = spread(papers, sizes.papers)
  const asked = spread(searched, sizes.queries)
  return [
    knownItems('title → abstract', searched, asked, ({ title }) => title),
    knownItems('3 words of it → abstract', searched, asked, threeWords),
  ]
}

function knownItems(
  name: string,
  searched: readonly TrainingPaper[],
  asked: readonly TrainingPaper[],
  queryOf: (paper: TrainingPaper) => string,
): Collection {
  return {
    name,
    documents: searched.map(({ id, abstract }) => ({ id, title: '', text: abstract, authors: [] })),
    queries: new Map(asked.map((paper) => [paper.id, queryOf(paper)])),
    judgements: new Map(asked.map(({ id }) => [id, new Map([[id, 1]])])),
    problems: [],
  }
}

/** The first, the middle and the last of its words that have at least four letters: the same in every run. */
function threeWords({ title }: TrainingPaper): string {
  const words = title.match(/[\p{L}\p{N}-]{4,}/gu) ?? [title]
  return [...new Set([words[0], words[words.length >> 1], words.at(-1)])].join(' ')
}

/** `most` items evenly from all, or all. */
function spread<T>(items: readonly T[], most: number): T[] {
  const count = Math.min(most, items.length)
  const upTo = (at: number) => Math.floor((at * count) / items.length)
  return items.filter((_, at) => upTo(at + 1) > upTo(at))
}
