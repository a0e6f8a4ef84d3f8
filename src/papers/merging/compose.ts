// What several origins say of one paper becomes the paper: field by field, who is believed first. A function of the set
// of statements, so that the order in which they came makes no difference.

import type { Author, PaperId, PaperRecord, Version } from '../paper.ts'
import { compareText } from '../text/compare-text.ts'
import { mergeRecords } from './merge.ts'
import { linkKey, normalizeRecord, versionKey } from './normalize-record.ts'
import { type Origin, rankOfOrigin } from './origins.ts'
import { joinByKey, larger } from './record-order.ts'

/** What one origin says of a paper, under the id by which it knows it. */
export interface Statement {
  recordId: PaperId
  origin: Origin
  record: PaperRecord
}

/**
 * The paper `id`, in normal form. Entries of editions are no part of it: they stand in a table of their own.
 * `statements` holds at least one, and at most one for a pair of `recordId` and `origin`.
 */
export function composeRecord(id: PaperId, statements: readonly Statement[]): PaperRecord {
  const ordered = statements.toSorted((a, b) => compareStatements(id, a, b))
  const said = ordered.map(({ record }) => record)
  const [first] = said
  if (!first) throw new Error(`Nobody says anything of ${id}.`)
  if (said.length === 1) return normalizeRecord({ ...first, id, entries: [] })
  const authors = authorsOf(said)
  return normalizeRecord({
    id,
    title: textOf(said, 'title') ?? '',
    abstract: textOf(said, 'abstract') ?? '',
    authors,
    authorCount: Math.max(authors.length, ...said.map((record) => record.authorCount)),
    versions: unionOf(ofOneId(ordered), 'versions', versionKey),
    withdrawn: isWithdrawn(ofOneId(ordered)),
    categories: said.find((record) => record.categories.length > 0)?.categories ?? [],
    venues: said.flatMap((record) => record.venues),
    awards: said.flatMap((record) => record.awards),
    links: unionOf(said, 'links', linkKey),
    media: said.flatMap((record) => record.media),
    keywords: keywordsOf(said),
    recordedVotes: Math.max(...said.map((record) => record.recordedVotes)),
    recordedComments: Math.max(...said.map((record) => record.recordedComments)),
    entries: [],
    ...optionalParts(said),
  })
}

/**
 * What stands after an origin spoke of a paper again. Files are joined without order; a source's newer statement
 * replaces its older one, and may come late: an older version never wins. Some sources tell each version by itself, so
 * versions add up. Votes and comments never fall.
 */
export function succeed(origin: Origin, known: PaperRecord, said: PaperRecord): PaperRecord {
  if (origin === 'import') return mergeRecords(known, said)
  const [standing, other] = newestVersion(said) < newestVersion(known) ? [known, said] : [said, known]
  const versions = joinByKey(standing.versions, other.versions, versionKey, firstOf)
  return normalizeRecord({
    ...standing,
    // A source may be asked for the whole paper once, and later for a part of what it knows.
    title: standing.title || other.title,
    abstract: standing.abstract || other.abstract,
    ...authorsWith(standing, other),
    versions,
    ...publishedWith(versions, standing, other),
    recordedVotes: Math.max(known.recordedVotes, said.recordedVotes),
    recordedComments: Math.max(known.recordedComments, said.recordedComments),
    entries: mergeRecords({ ...known, ...onlyEntries(known) }, { ...known, ...onlyEntries(said) }).entries,
  })
}

function authorsWith(
  standing: PaperRecord,
  other: PaperRecord,
): Pick<PaperRecord, 'authors' | 'authorCount'> {
  const { authors, authorCount } = standing.authors.length > 0 ? standing : other
  return { authors, authorCount }
}

/** A more precise date stays. Whoever told of a later version only took its day for the paper's. */
function publishedWith(
  versions: readonly Version[],
  standing: PaperRecord,
  other: PaperRecord,
): Pick<PaperRecord, 'published'> {
  const first = versions.find(({ number }) => number === 1)?.at
  const knowsFirst = standing.versions.length === 0 || standing.versions.some(({ number }) => number === 1)
  if (first !== undefined && !knowsFirst) return { published: first }
  const published = dateOf([standing, other], 'published')
  return published === undefined ? {} : { published }
}

const onlyEntries = ({ entries }: PaperRecord) => ({ entries })

const newestVersion = ({ versions }: PaperRecord): number =>
  versions.reduce((newest, { number }) => Math.max(newest, number), 0)

function compareStatements(id: PaperId, a: Statement, b: Statement): number {
  return (
    Number(a.recordId !== id) - Number(b.recordId !== id) ||
    rankOfOrigin(a.origin) - rankOfOrigin(b.origin) ||
    compareText(a.recordId, b.recordId)
  )
}

type TextField = {
  [K in keyof PaperRecord]-?: PaperRecord[K] extends string | undefined ? K : never
}[keyof PaperRecord]

const textOf = (said: readonly PaperRecord[], field: TextField): string | undefined =>
  said.find((record) => record[field])?.[field]

function optionalParts(said: readonly PaperRecord[]): Partial<PaperRecord> {
  const summary = said.find((record) => record.aiSummary)
  const parts: { [K in keyof PaperRecord]?: PaperRecord[K] | undefined } = {
    published: dateOf(said, 'published'),
    updated: dateOf(said, 'updated'),
    doi: textOf(said, 'doi'),
    journalRef: textOf(said, 'journalRef'),
    comment: textOf(said, 'comment'),
    licence: textOf(said, 'licence'),
    url: textOf(said, 'url'),
    organization: said.find((record) => record.organization)?.organization,
    aiSummary: summary?.aiSummary,
    aiSummaryModel: summary?.aiSummaryModel,
    discussionId: textOf(said, 'discussionId'),
    thumbnail: textOf(said, 'thumbnail'),
    citations: said.find((record) => record.citations !== undefined)?.citations,
  }
  return parts as Partial<PaperRecord>
}

/** Those of all, but for what members took out, in any case of letters. */
function keywordsOf(said: readonly PaperRecord[]): string[] {
  const without = new Set(
    said.flatMap((record) => record.withoutKeywords ?? []).map((word) => word.toLowerCase()),
  )
  return said.flatMap((record) => record.keywords).filter((word) => !without.has(word.toLowerCase()))
}

/** A longer date is a more precise one; of equal ones the first in order. */
function dateOf(said: readonly PaperRecord[], field: 'published' | 'updated'): string | undefined {
  return said
    .map((record) => record[field])
    .reduce((best, date) => ((date?.length ?? 0) > (best?.length ?? 0) ? date : best), undefined)
}

/** The list of the first in order; one of the same length that tells who the people are goes before it. */
function authorsOf(said: readonly PaperRecord[]): Author[] {
  const named = said.map(({ authors }) => authors).filter((authors) => authors.length > 0)
  const [first = []] = named
  const known = named.find((authors) => authors.length === first.length && authors.some(({ id }) => id))
  return known ?? first
}

/** Version 2 under one id is another thing than version 2 under another one. */
const ofOneId = (ordered: readonly Statement[]): PaperRecord[] =>
  ordered.filter(({ recordId }) => recordId === ordered[0]?.recordId).map(({ record }) => record)

function unionOf<F extends 'versions' | 'links'>(
  said: readonly PaperRecord[],
  field: F,
  keyOf: (item: PaperRecord[F][number]) => string,
): PaperRecord[F] {
  type Item = PaperRecord[F][number]
  const lists = said.map((record) => record[field] as Item[])
  return lists.reduce((all, list) => joinByKey(all, list, keyOf, firstOf), []) as PaperRecord[F]
}

/** What the first says, with what only the second knows. Stars are recounted all the time: the larger count. */
function firstOf<T extends object>(first: T, second: T): T {
  const joined = { ...second, ...first }
  if (!('stars' in first) || !('stars' in second)) return joined
  return { ...joined, stars: larger(first.stars as number, second.stars as number) }
}

/** Only who knows of versions knows of withdrawals: others may say so only where nobody does. */
function isWithdrawn(said: readonly PaperRecord[]): boolean {
  const informed = said.find((record) => record.versions.length > 0)
  return informed?.withdrawn ?? said.some((record) => record.withdrawn)
}
