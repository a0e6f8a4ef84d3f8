// Papers as rows and back. The only place that reads or writes JSON columns.

import type { EditionEntryTable, PaperRow, PersonTable, StoredPaper } from '../db/schema.ts'
import { sourceOf } from './identifiers/identifiers.ts'
import type { EditionEntry, Paper, PaperRecord, RecordedPerson } from './paper.ts'
import { present } from './present.ts'
import { nameKey, personId } from './recorded-person.ts'
import { titleKey } from './title-key.ts'

/**
 * The first instant (milliseconds UTC) of a date of any precision: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a full time.
 * Null where there is none.
 */
export function publishedAtMs(published: string | null | undefined): number | null {
  if (!published) return null
  const time = Date.parse(published)
  return Number.isNaN(time) ? null : time
}

/** The row of a record in normal form (`normalizeRecord`): equal content gives equal columns. */
export function toPaperRow(record: PaperRecord, changeSeq: number): PaperRow {
  return {
    id: record.id,
    source: sourceOf(record.id),
    title: record.title,
    abstract: record.abstract,
    authors: JSON.stringify(record.authors),
    author_count: record.authorCount,
    published: record.published ?? null,
    published_at: publishedAtMs(record.published),
    updated: record.updated ?? null,
    versions: printList(record.versions),
    withdrawn: record.withdrawn ? 1 : 0,
    categories: printList(record.categories),
    doi: record.doi ?? null,
    journal_ref: record.journalRef ?? null,
    comment: record.comment ?? null,
    licence: record.licence ?? null,
    url: record.url ?? null,
    venues: printList(record.venues),
    awards: printList(record.awards),
    links: printList(record.links),
    media: printList(record.media),
    organization: record.organization ? JSON.stringify(record.organization) : null,
    keywords: printList(record.keywords),
    ai_summary: record.aiSummary ?? null,
    ai_summary_model: record.aiSummaryModel ?? null,
    discussion_id: record.discussionId ?? null,
    thumbnail: record.thumbnail ?? null,
    recorded_votes: record.recordedVotes,
    recorded_comments: record.recordedComments,
    change_seq: changeSeq,
    sole_origin: null,
    citations: record.citations ?? null,
    title_key: titleKey(record.title),
  }
}

export function fromPaperRow(row: StoredPaper): Paper {
  return {
    id: row.id,
    source: row.source as Paper['source'],
    title: row.title,
    abstract: row.abstract,
    authors: JSON.parse(row.authors),
    authorCount: row.author_count,
    publishedAt: row.published_at,
    versions: readList(row.versions),
    withdrawn: row.withdrawn === 1,
    categories: readList(row.categories),
    venues: readList(row.venues),
    awards: readList(row.awards),
    links: readList(row.links),
    media: readList(row.media),
    keywords: readList(row.keywords),
    recordedVotes: row.recorded_votes,
    recordedComments: row.recorded_comments,
    memberVotes: row.member_votes,
    memberComments: row.member_comments,
    changeSeq: row.change_seq,
    ...present({
      published: row.published,
      updated: row.updated,
      doi: row.doi,
      journalRef: row.journal_ref,
      comment: row.comment,
      licence: row.licence,
      url: row.url,
      organization: row.organization === null ? null : JSON.parse(row.organization),
      aiSummary: row.ai_summary,
      aiSummaryModel: row.ai_summary_model,
      discussionId: row.discussion_id,
      thumbnail: row.thumbnail,
      citations: row.citations,
    }),
  }
}

export function toEntryRow(paperId: string, entry: EditionEntry): EditionEntryTable {
  return {
    day: entry.day,
    paper_id: paperId,
    place: entry.place ?? null,
    entered_at: entry.enteredAt === undefined ? null : Date.parse(entry.enteredAt),
    submitted_by: entry.submittedBy ? personId(entry.submittedBy) : null,
    recorded_votes: entry.recordedVotes ?? 0,
    recorded_comments: entry.recordedComments ?? 0,
    author_participates:
      entry.isAuthorParticipating === undefined ? null : Number(entry.isAuthorParticipating),
    chosen_by: entry.chosenBy ?? null,
    score: entry.score ?? null,
  }
}

/** `submitter` is the person of `row.submitted_by`. */
export function fromEntryRow(row: EditionEntryTable, submitter: RecordedPerson | undefined): EditionEntry {
  return {
    day: row.day,
    recordedVotes: row.recorded_votes,
    recordedComments: row.recorded_comments,
    ...present({
      place: row.place,
      enteredAt: row.entered_at === null ? null : new Date(row.entered_at).toISOString(),
      submittedBy: submitter,
      isAuthorParticipating: row.author_participates === null ? null : row.author_participates === 1,
      chosenBy: row.chosen_by === 'rule' ? ('rule' as const) : null,
      score: row.score,
    }),
  }
}

export function toPersonRow(person: RecordedPerson): PersonTable {
  const { id: _id, name, fullname, avatarUrl, ...details } = person
  return {
    id: personId(person),
    kind: 'recorded',
    name,
    name_key: nameKey(name),
    fullname: fullname ?? null,
    avatar_url: avatarUrl ?? null,
    details: JSON.stringify(details),
  }
}

export function fromPersonRow(row: PersonTable): RecordedPerson {
  return {
    id: row.id,
    name: row.name,
    ...present({ fullname: row.fullname, avatarUrl: row.avatar_url }),
    ...JSON.parse(row.details),
  }
}

// Most lists of most papers are empty.
const printList = (items: unknown[]): string => (items.length === 0 ? '[]' : JSON.stringify(items))
const readList = (text: string) => (text === '[]' ? [] : JSON.parse(text))
