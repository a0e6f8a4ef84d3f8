// What all readers need to make a record of foreign text.

import { Invalid } from '../../errors.ts'
import { arxivMonth } from '../identifiers/arxiv-id.ts'
import { parsePaperId } from '../identifiers/identifiers.ts'
import type { EditionEntry, PaperId, PaperRecord } from '../paper.ts'
import { cleanAbstract, cleanTitle, longestAbstract, longestTitle } from '../text/clean-text.ts'

/** A record that says nothing but which paper it is about, and when that must have been published. */
export function bareRecord(id: PaperId): PaperRecord {
  const month = arxivMonth(id)
  return {
    id,
    title: '',
    abstract: '',
    authors: [],
    authorCount: 0,
    versions: [],
    withdrawn: false,
    categories: [],
    venues: [],
    awards: [],
    links: [],
    media: [],
    keywords: [],
    recordedVotes: 0,
    recordedComments: 0,
    entries: [],
    ...(month === null ? {} : { published: month }),
  }
}

export function requiredId(raw: string | undefined): PaperId {
  if (raw === undefined || raw.trim() === '') throw new Invalid('The id is missing.')
  const id = parsePaperId(raw)
  if (id !== null) return id
  throw new Invalid(
    `The id “${raw.slice(0, 80)}” is none that is known: give an arXiv id, a DOI or a prefixed id.`,
  )
}

export function requiredTitle(raw: string | undefined): string {
  if ((raw?.length ?? 0) > longestTitle)
    throw new Invalid(`The title is longer than ${longestTitle} characters.`)
  const title = cleanTitle(raw ?? '')
  if (title === '') throw new Invalid('The title is missing.')
  return title
}

export function requiredAbstract(raw: string | undefined): string {
  const abstract = optionalAbstract(raw)
  if (abstract === '') throw new Invalid('The abstract is missing.')
  return abstract
}

export function optionalAbstract(raw: string | undefined): string {
  if ((raw?.length ?? 0) > longestAbstract) {
    throw new Invalid(`The abstract is longer than ${longestAbstract} characters.`)
  }
  return cleanAbstract(raw ?? '')
}

/** The address, unless it is the one that follows from the id. */
export function ownAddress(address: string | undefined, id: PaperId): { url?: string } {
  return address === undefined || parsePaperId(address) === id ? {} : { url: address }
}

/** The parts that have a value. */
export function given<T extends object>(parts: { [Key in keyof T]?: T[Key] | undefined }): Partial<T> {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(parts)) if (value !== undefined && value !== '') kept[key] = value
  return kept as Partial<T>
}

/** The day whose list the records of a batch must not split. */
export const dayOfRecord = (record: PaperRecord): EditionEntry['day'] | undefined => record.entries[0]?.day
