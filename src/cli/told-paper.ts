// A paper as commands print it, whether the store here or another site knows it.

import type { Paper as ApiPaper } from '../client/client.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { plainLatex } from '../papers/text/latex-text.ts'
import type { CliContext } from './context.ts'
import { printable, printLine } from './output.ts'

export interface ToldPaper {
  id: string
  title: string
  /** As precise as it is known; of another site a time. */
  published?: string
  authors: string[]
  categories: string[]
  upvotes: number
}

export const toldOfStore = (paper: ListedPaper): ToldPaper => ({
  id: paper.id,
  title: paper.title,
  ...(paper.published === undefined ? {} : { published: paper.published }),
  authors: namesOf(paper.authors),
  categories: paper.categories,
  upvotes: paper.votes,
})

export const toldOfServer = (paper: ApiPaper): ToldPaper => ({
  id: paper.id,
  title: paper.title,
  ...(paper.publishedAt === undefined ? {} : { published: paper.publishedAt }),
  authors: namesOf(paper.authors),
  categories: paper.categories ?? [],
  upvotes: paper.upvotes,
})

const namesOf = (authors: readonly { name: string; hidden?: boolean }[]): string[] =>
  authors.filter(({ hidden }) => !hidden).map(({ name }) => name)

/** Its place in the list, its title, and below it what is known in short. */
export function printPaper(
  context: CliContext,
  paper: ToldPaper & { authorCount?: number },
  place: number,
  lines: string[],
): void {
  const [first] = paper.authors
  const others = (paper.authorCount ?? paper.authors.length) - 1
  const authors = first === undefined ? '' : `${first}${others > 0 ? ` and ${others} more` : ''}`
  const facts = [paper.id, authors, paper.published?.slice(0, 10)].filter(Boolean).join(' · ')
  printLine(context, printable(`${String(place).padStart(3)}  ${plainLatex(paper.title)}`))
  for (const line of [facts, ...lines]) if (line !== '') printLine(context, printable(`     ${line}`))
}
