// Lists of papers in words: what a model reads of an answer.

import { counted } from '../../count-text.ts'
import { inQuotes, quotationNotice, quoted } from './quotation.ts'
import type { PaperShape } from './shapes.ts'

/** Papers with their places, each with its abstract as a quotation; `first` is the number of the first. */
export function papersText(papers: readonly PaperShape[], first = 1, notes?: (at: number) => string): string {
  if (papers.length === 0) return ''
  const entries = papers.map((paper, at) => paperText(paper, `${first + at}. `, notes?.(at)))
  return [quotationNotice, ...entries].join('\n\n')
}

function paperText(paper: PaperShape, mark: string, note = ''): string {
  const lines = [
    `${mark}${inQuotes(paper.title)}`,
    `   id ${paper.id}${paper.published === undefined ? '' : `, ${paper.published.slice(0, 10)}`}${categoriesText(paper)}`,
    `   ${authorsText(paper)}`,
    `   ${counted(paper.upvotes, 'upvote')}, ${counted(paper.comments, 'comment')}${paper.withdrawn ? ', withdrawn' : ''}; ${paper.url}`,
    ...(note === '' ? [] : [`   ${note}`]),
    ...(paper.abstract === undefined ? [] : [quoted(paper.abstract)]),
  ]
  return lines.join('\n')
}

const MOST_NAMED = 6

function authorsText({ authors, authorCount }: PaperShape): string {
  const named = authors.slice(0, MOST_NAMED)
  if (named.length === 0) return counted(authorCount, 'author')
  const more = authorCount - named.length
  return `by ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const categoriesText = ({ categories }: PaperShape): string =>
  categories.length === 0 ? '' : `, ${categories.slice(0, MOST_NAMED).join(' ')}`
