// The lines of a dump, as objects. Keys that `broadsheet import` reads of any JSON Lines have the same names here.

import type { StoredPaper } from '../db/schema.ts'
import { type Day, dayOf } from '../papers/calendar.ts'
import { DUMP_LINE } from '../papers/import/dumped-paper.ts'
import { listPaper } from '../papers/lists/listed.ts'
import { rankDay } from '../papers/lists/ranking.ts'
import type { EditionEntry, Link, PaperId } from '../papers/paper.ts'
import { fromEntryRow, fromPaperRow } from '../papers/rows.ts'
import type { DumpedEntry, StandingEntry, VotesOfDay } from './dump-queries.ts'

/**
 * A paper, with what sources, lists and files recorded of it: `upvotes` and `comment_count` leave members' out, so that
 * the line may be imported again, here too. Of people there are the names of its authors alone, as pages show them.
 */
export function paperLine(row: StoredPaper, entries: readonly DumpedEntry[]) {
  const paper = listPaper(fromPaperRow(row))
  return {
    dump: DUMP_LINE,
    id: paper.id,
    source: paper.source,
    title: paper.title,
    abstract: paper.abstract,
    authors: list(paper.authors.map(({ name }) => name)),
    author_count: paper.authorCount,
    date: paper.published,
    updated: paper.updated,
    versions: list(paper.versions),
    withdrawn: paper.withdrawn || undefined,
    categories: list(paper.categories),
    doi: paper.doi,
    journal_ref: paper.journalRef,
    comment: paper.comment,
    licence: paper.licence,
    url: paper.url,
    venue: list(paper.venues),
    awards: list(paper.awards),
    links: list(paper.links.map(linkOf)),
    media: list(paper.media),
    organization: paper.organization,
    keywords: list(paper.keywords),
    ai_summary: paper.aiSummary,
    ai_summary_model: paper.aiSummaryModel,
    discussion_id: paper.discussionId,
    thumbnail: paper.thumbnail,
    citations: paper.citations,
    upvotes: paper.recordedVotes,
    comment_count: paper.recordedComments,
    editions: list(
      entries.map((entry) => editionOf(fromEntryRow({ ...entry, submitted_by: null }, undefined))),
    ),
  }
}

/** The papers of a day in the order in which the site shows them. */
export function editionLines(entries: readonly StandingEntry[]) {
  const standings = entries.map((entry) => ({
    entry,
    paperId: entry.paper_id,
    day: entry.day,
    votes: entry.recorded_votes + entry.member_votes,
    comments: entry.recorded_comments + entry.member_comments,
    place: entry.place,
    enteredAt: entry.entered_at,
  }))
  return rankDay(standings).map(({ entry }, index) => {
    const { day, ...edition } = editionOf(fromEntryRow({ ...entry, submitted_by: null }, undefined))
    const { upvotes, comment_count, ...rest } = edition
    return {
      day,
      rank: index + 1,
      id: entry.paper_id,
      recorded_votes: upvotes,
      member_votes: entry.member_votes,
      recorded_comments: comment_count,
      member_comments: entry.member_comments,
      ...rest,
    }
  })
}

export interface VoteLine {
  id: PaperId
  /** Absent: recorded of the paper, by none of its days' lists. */
  day?: Day
  recorded_votes?: number
  member_votes?: number
}

/** Votes of a paper by the day on which a list recorded them or members cast them; days without any have no line. */
export function voteLines(
  { id, recorded_votes }: Pick<StoredPaper, 'id' | 'recorded_votes'>,
  entries: readonly DumpedEntry[],
  cast: readonly VotesOfDay[],
): VoteLine[] {
  const lines = new Map<Day, VoteLine>()
  const lineOf = (day: Day): VoteLine => {
    const line = lines.get(day) ?? { id, day }
    lines.set(day, line)
    return line
  }
  for (const entry of entries)
    if (entry.recorded_votes > 0) lineOf(entry.day).recorded_votes = entry.recorded_votes
  for (const { dayNumber, votes } of cast) lineOf(dayOf(dayNumber * DAY_MS)).member_votes = votes
  const beside = recorded_votes > Math.max(0, ...entries.map((entry) => entry.recorded_votes))
  const days = [...lines.keys()].sort().map((day) => lineOf(day))
  return beside ? [{ id, recorded_votes }, ...days] : days
}

const DAY_MS = 86_400_000

function editionOf(entry: EditionEntry) {
  return {
    day: entry.day,
    place: entry.place,
    entered_at: entry.enteredAt,
    upvotes: entry.recordedVotes,
    comment_count: entry.recordedComments,
    author_participates: entry.isAuthorParticipating,
    chosen_by: entry.chosenBy,
    score: entry.score,
  }
}

/** Who added a link is a person. */
const linkOf = ({ kind, url, stars }: Link): Link => ({ kind, url, ...(stars !== undefined && { stars }) })

const list = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items)
