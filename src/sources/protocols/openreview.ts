// OpenReview, by venue: https://docs.openreview.net/reference/api-v2. Which papers a venue has says `content.venueid`.

import { endpoint } from '../endpoint.ts'
import type { Protocol } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { isLastPage, totalOf } from './last-page.ts'
import { recordOfNote } from './openreview-record.ts'

export interface OpenReviewCursor {
  /** Index into the venues. */
  venue: number
  offset: number
}

/** They allow 1,000; a note with its abstract has 5 kB, and a page is stored at once. */
const pageSize = 200
/** The largest venues have 30,000 submissions. */
const mostNotes = 1_000_000

const who = 'OpenReview'

/** `venues` such as `ICLR.cc/2026/Conference`, at least one. Days mean nothing here: a venue is read whole. */
export function openReviewProtocol({
  url,
  venues,
}: {
  url: string
  venues: string[]
}): Protocol<OpenReviewCursor> {
  return {
    start: () => ({ venue: 0, offset: 0 }),
    ask({ venue, offset }) {
      const id = encodeURIComponent(venues[venue] ?? '')
      return { url: endpoint(url, `/notes?content.venueid=${id}&limit=${pageSize}&offset=${offset}`) }
    },
    read(answer, { venue, offset }) {
      requireSuccess(answer, who)
      const { notes, count } = readJsonObject(answer, who)
      if (!Array.isArray(notes))
        throw new SourceTrouble('garbled', `${who} answered without a list of papers.`)
      const total = totalOf(count)
      const next = offset + notes.length
      if (next > mostNotes) throw new SourceTrouble('garbled', `${who} sends papers without an end.`)
      const isLast = isLastPage({ at: offset, count: notes.length, full: pageSize, total })
      return {
        items: notes.map((note: unknown, place) => ({
          where: `${venues[venue] ?? who} paper ${offset + place + 1}`,
          read: () => recordOfNote(note),
        })),
        ...(isLast ? nextVenue(venue, venues) : { next: { venue, offset: next } }),
        ...(total === undefined || venues.length > 1 ? {} : { total }),
      }
    },
  }
}

const nextVenue = (venue: number, venues: string[]): { next?: OpenReviewCursor } =>
  venue + 1 < venues.length ? { next: { venue: venue + 1, offset: 0 } } : {}
