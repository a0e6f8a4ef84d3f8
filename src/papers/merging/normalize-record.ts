// Equal content has one form: keys in one order, nothing empty, lists without repeats. Stored rows are compared
// as text, so a record that says nothing new must print the same bytes.

import type {
  Author,
  EditionEntry,
  Link,
  Organization,
  PaperRecord,
  RecordedPerson,
  Version,
} from '../paper.ts'
import type { Loose } from '../present.ts'
import { compareText } from '../text/compare-text.ts'
import { joinEntry, joinLink, joinVersion } from './merge-parts.ts'

export function normalizeRecord(record: PaperRecord): PaperRecord {
  const entries = collapse(record.entries.map(entryForm), (entry) => entry.day, joinEntry)
  return compact({
    id: record.id,
    title: record.title,
    abstract: record.abstract,
    authors: record.authors.map(authorForm),
    authorCount: Math.max(record.authorCount, record.authors.length),
    published: record.published,
    updated: record.updated,
    versions: collapse(record.versions.map(versionForm), versionKey, joinVersion),
    withdrawn: record.withdrawn,
    categories: distinct(record.categories),
    doi: record.doi,
    journalRef: record.journalRef,
    comment: record.comment,
    licence: record.licence,
    url: record.url,
    venues: distinct(record.venues),
    awards: distinct(record.awards),
    links: collapse(record.links.map(linkForm), linkKey, joinLink),
    media: distinct(record.media),
    organization: record.organization && organizationForm(record.organization),
    keywords: distinct(record.keywords),
    withoutKeywords: record.withoutKeywords?.length ? distinct(record.withoutKeywords) : undefined,
    aiSummary: record.aiSummary,
    aiSummaryModel: record.aiSummary ? record.aiSummaryModel : undefined,
    discussionId: record.discussionId,
    thumbnail: record.thumbnail,
    citations: record.citations,
    recordedVotes: Math.max(record.recordedVotes, ...entries.map((entry) => entry.recordedVotes ?? 0)),
    recordedComments: Math.max(
      record.recordedComments,
      ...entries.map((entry) => entry.recordedComments ?? 0),
    ),
    entries,
  })
}

/** Sorts versions by number: `00012`. */
export const versionKey = (version: Version) => String(version.number).padStart(9, '0')

/** Sorts links by kind, then address. */
export const linkKey = (link: Link) => `${link.kind} ${link.url}`

function authorForm({ name, id, hidden, status, statusChangedAt, person }: Author): Author {
  // Most authors are a name only, and there are millions of them.
  if (id === undefined && hidden === undefined && status === undefined && !person) return { name }
  return compact({
    name,
    id,
    hidden: hidden || undefined,
    status,
    statusChangedAt,
    person: person && personForm(person),
  })
}

const versionForm = ({ number, at, size, withdrawn }: Version): Version =>
  compact({ number, at, size, withdrawn: withdrawn || undefined })

const linkForm = ({ kind, url, stars, addedBy }: Link): Link => compact({ kind, url, stars, addedBy })

const organizationForm = ({ id, name, fullname, avatar }: Organization): Organization =>
  compact({ id, name, fullname, avatar })

export const personForm = (person: RecordedPerson): RecordedPerson =>
  compact({
    id: person.id,
    name: person.name,
    fullname: person.fullname,
    avatarUrl: person.avatarUrl,
    type: person.type,
    isPro: person.isPro,
    isHf: person.isHf,
    isHfAdmin: person.isHfAdmin,
    isMod: person.isMod,
    followerCount: person.followerCount,
  })

function entryForm(entry: EditionEntry): EditionEntry {
  const time = entry.enteredAt === undefined ? Number.NaN : Date.parse(entry.enteredAt)
  return compact({
    day: entry.day,
    place: entry.place,
    enteredAt: Number.isNaN(time) ? undefined : new Date(time).toISOString(),
    submittedBy: entry.submittedBy && personForm(entry.submittedBy),
    recordedVotes: entry.recordedVotes ?? 0,
    recordedComments: entry.recordedComments ?? 0,
    isAuthorParticipating: entry.isAuthorParticipating,
    chosenBy: entry.chosenBy,
    score: entry.chosenBy && entry.score,
  })
}

/** Drops keys that say nothing: absent and empty text are the same. */
function compact<T extends object>(value: Loose<T>): T {
  const kept: Record<string, unknown> = {}
  for (const key in value) {
    const item = value[key]
    if (item !== undefined && (item !== '' || key === 'title' || key === 'abstract' || key === 'name')) {
      kept[key] = item
    }
  }
  return kept as T
}

const distinct = (items: string[]): string[] => (items.length < 2 ? items : [...new Set(items)])

/** One item a key, in the order of keys. */
function collapse<T>(items: T[], keyOf: (item: T) => string, join: (a: T, b: T) => T): T[] {
  if (items.length < 2) return items
  const kept = new Map<string, T>()
  for (const item of items) {
    const known = kept.get(keyOf(item))
    kept.set(keyOf(item), known === undefined ? item : join(known, item))
  }
  return [...kept].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item)
}
