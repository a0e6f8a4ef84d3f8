// What BibTeX and RIS have in common: a reference that may or may not say which paper it means.

import { createHash } from 'node:crypto'
import { parseDoi } from '../identifiers/doi.ts'
import { parsePaperId, sourceOf } from '../identifiers/identifiers.ts'
import type { PaperId, PaperRecord } from '../paper.ts'
import { cleanLine } from '../text/clean-text.ts'
import { webAddress } from './fields.ts'
import { bareRecord, given, optionalAbstract, ownAddress, requiredTitle } from './record-parts.ts'

/** Texts as they stand in the file, LaTeX already resolved. */
export interface Reference {
  title: string | undefined
  authors: string[]
  abstract?: string | undefined
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date?: string | undefined
  doi?: string | undefined
  /** Where the paper, or a page about it, is found. */
  urls: string[]
  /** Other texts that may be an identifier, the surest first. */
  hints: string[]
  categories: string[]
  venue?: string | undefined
  journalRef?: string | undefined
  comment?: string | undefined
  keywords: string[]
}

/** Throws `Invalid` without a title; an abstract may be missing here. */
export function recordOfReference(reference: Reference): PaperRecord {
  const title = requiredTitle(reference.title)
  const doi = reference.doi === undefined ? null : parseDoi(reference.doi)
  const id = identify(reference, doi) ?? fileId(title, reference)
  const address = reference.urls.map(webAddress).find((url) => url !== undefined)
  return {
    ...bareRecord(id),
    title,
    abstract: optionalAbstract(reference.abstract),
    authors: reference.authors.map((name) => ({ name })),
    authorCount: reference.authors.length,
    categories: reference.categories.map((category) => cleanLine(category, 100)).filter(Boolean),
    venues: [cleanLine(reference.venue ?? '', 300)].filter(Boolean),
    keywords: reference.keywords.map((keyword) => cleanLine(keyword, 200)).filter(Boolean),
    ...given<PaperRecord>({
      doi: doi ?? undefined,
      published: reference.date,
      journalRef: cleanLine(reference.journalRef ?? '', 500),
      comment: cleanLine(reference.comment ?? '', 2_000),
    }),
    ...ownAddress(address, id),
  }
}

/** An id of a source that we know beats a bare DOI: the same paper comes from that source, too. */
function identify({ hints, urls }: Reference, doi: string | null): PaperId | null {
  const candidates = [...hints, ...(doi === null ? [] : [doi]), ...urls]
    .map((text) => parsePaperId(text))
    .filter((id) => id !== null)
  return candidates.find((id) => sourceOf(id) !== 'doi') ?? candidates[0] ?? null
}

/** The same reference in another file, or with other capitals and spaces, is the same paper. */
function fileId(title: string, { authors, date }: Reference): PaperId {
  const folded = [title, authors[0] ?? ''].map((text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' '),
  )
  const content = [...folded.map((text) => text.trim()), date?.slice(0, 4) ?? ''].join('\n')
  return `file:${createHash('sha256').update(content).digest('hex').slice(0, 24)}`
}
