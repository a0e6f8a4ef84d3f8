// When the first papers of a day's edition are to come.

import type { Day } from '../papers/calendar.ts'
import type { SourceName } from '../source-spec.ts'
import { announcementOf } from './arxiv-announcements.ts'

/** `feed`: arXiv's list, at a moment (milliseconds UTC); `list`: people make it in the course of the day. */
export type ExpectedPapers = { kind: 'feed'; at: number } | { kind: 'list' }

/** What is still to come goes before what should have come. Undefined: nothing that is known. */
export function expectedPapers(
  sources: readonly SourceName[],
  day: Day,
  now: number,
): ExpectedPapers | undefined {
  const announcement = sources.some((source) => source.startsWith('arxiv')) ? announcementOf(day) : null
  if (announcement && announcement.feedAt > now) return { kind: 'feed', at: announcement.feedAt }
  if (sources.includes('hf-daily')) return { kind: 'list' }
  return announcement ? { kind: 'feed', at: announcement.feedAt } : undefined
}
