// Two statements about one paper become one. Whatever is imported, in any order and any number of times, ends
// alike, because each field takes the greater of a total order (`record-order.ts`): more precise dates, fuller
// lists, larger numbers, else the value of lower hash.

import type { Author, PaperRecord } from '../paper.ts'
import { joinEntry, joinLink, joinVersion } from './merge-parts.ts'
import { linkKey, normalizeRecord, versionKey } from './normalize-record.ts'
import { countKeys, joinByKey, joinDate, joinList, joinText, joinWhole, larger } from './record-order.ts'

/** Joins two records of the same id. Commutative, associative, idempotent; the answer is in normal form. */
export function mergeRecords(one: PaperRecord, other: PaperRecord): PaperRecord {
  const [a, b] = [normalizeRecord(one), normalizeRecord(other)]
  return normalizeRecord({
    id: a.id,
    title: joinText(a.title, b.title),
    abstract: joinText(a.abstract, b.abstract),
    authors: joinList(a.authors, b.authors, authorDetail),
    authorCount: Math.max(a.authorCount, b.authorCount),
    versions: joinByKey(a.versions, b.versions, versionKey, joinVersion),
    withdrawn: a.withdrawn || b.withdrawn,
    categories: joinList(a.categories, b.categories),
    venues: joinList(a.venues, b.venues),
    awards: joinList(a.awards, b.awards),
    links: joinByKey(a.links, b.links, linkKey, joinLink),
    media: joinList(a.media, b.media),
    keywords: joinList(a.keywords, b.keywords),
    recordedVotes: Math.max(a.recordedVotes, b.recordedVotes),
    recordedComments: Math.max(a.recordedComments, b.recordedComments),
    entries: joinByKey(a.entries, b.entries, (entry) => entry.day, joinEntry),
    ...optionalParts(a, b),
  })
}

function optionalParts(a: PaperRecord, b: PaperRecord): Partial<PaperRecord> {
  const parts = {
    published: joinDate(a.published, b.published),
    updated: joinDate(a.updated, b.updated),
    doi: joinText(a.doi, b.doi),
    journalRef: joinText(a.journalRef, b.journalRef),
    comment: joinText(a.comment, b.comment),
    licence: joinText(a.licence, b.licence),
    url: joinText(a.url, b.url),
    organization:
      a.organization && b.organization
        ? joinWhole(a.organization, b.organization, countKeys)
        : (a.organization ?? b.organization),
    discussionId: joinText(a.discussionId, b.discussionId),
    thumbnail: joinText(a.thumbnail, b.thumbnail),
    citations: larger(a.citations, b.citations),
    ...joinWhole(summaryOf(a), summaryOf(b), countKeys),
  }
  return parts as Partial<PaperRecord>
}

/** A summary goes with its maker: one of the pairs is taken whole. */
const summaryOf = ({ aiSummary, aiSummaryModel }: PaperRecord) =>
  aiSummary ? { aiSummary, aiSummaryModel } : {}

const authorDetail = ({ person, ...author }: Author): number =>
  countKeys(author) + (person ? countKeys(person) : 0)
