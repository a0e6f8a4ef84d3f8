// CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html

import { doiOf, paperAddress, printId } from '../identifiers/identifiers.ts'
import type { Paper } from '../paper.ts'
import { plainLatex } from '../text/latex-text.ts'
import { citationKey, dateParts, personName, publicationKind } from './publication.ts'

export type CslName = { family: string; given: string } | { literal: string }

export interface CslItem {
  /** The citation key; our own id is in `number` where the source prints one. */
  id: string
  type: 'article' | 'article-journal' | 'paper-conference'
  title: string
  author?: CslName[]
  issued?: { 'date-parts': [number[]] }
  abstract?: string
  'container-title'?: string
  publisher?: string
  number?: string
  DOI?: string
  URL?: string
  keyword?: string
}

const types = { preprint: 'article', article: 'article-journal', inproceedings: 'paper-conference' } as const
const repositories: Record<string, string> = {
  ...{ arxiv: 'arXiv', biorxiv: 'bioRxiv', medrxiv: 'medRxiv', openreview: 'OpenReview' },
}

/** A CSL-JSON item; files hold an array of them. Titles are plain text with mathematics in its dollars. */
export function toCsl(paper: Paper): CslItem {
  const kind = publicationKind(paper)
  const issued = dateParts(paper.published)
  const container = kind === 'preprint' ? undefined : (paper.journalRef ?? paper.venues[0])
  return withoutEmpty({
    id: citationKey(paper),
    type: types[kind],
    title: plainLatex(paper.title),
    author: paper.authors.map(({ name }) => cslName(name)),
    issued: issued.length > 0 ? { 'date-parts': [issued] } : undefined,
    abstract: paper.abstract,
    'container-title': container,
    publisher: kind === 'preprint' ? repositories[paper.source] : undefined,
    number: kind === 'preprint' && paper.source === 'arxiv' ? printId(paper.id) : undefined,
    DOI: paper.doi ?? doiOf(paper.id) ?? undefined,
    URL: paperAddress(paper.id).abs ?? paper.url,
    keyword: paper.keywords.join(', '),
  }) as unknown as CslItem
}

function cslName(name: string): CslName {
  const { family, given } = personName(name)
  return given === undefined ? { literal: family } : { family, given }
}

function withoutEmpty(item: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(item).filter(([, value]) => !isEmpty(value)))
}
