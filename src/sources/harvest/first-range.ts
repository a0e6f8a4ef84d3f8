// Which days a source is asked for when nobody says.

import { addDays, type Day, earlierDay } from '../../papers/calendar.ts'
import type { PaperSource } from '../../source-spec.ts'
import type { DayRange } from '../protocol.ts'

interface Days {
  /** How many days back the first harvest begins. */
  first: number
  /** How many days are asked for again each time: what they say goes on changing, or comes late. */
  again: number
}

const days: Record<PaperSource, Days> = {
  arxiv: { first: 3, again: 0 },
  // One feed, of one day.
  'arxiv-feed': { first: 0, again: 0 },
  // Papers are submitted days before they are announced.
  'arxiv-api': { first: 7, again: 7 },
  // Votes and comments of a list go on for days.
  'hf-daily': { first: 14, again: 3 },
  biorxiv: { first: 3, again: 1 },
  medrxiv: { first: 3, again: 1 },
  // Whole venues and volumes; days mean nothing.
  openreview: { first: 0, again: 0 },
  acl: { first: 0, again: 0 },
}

/** `doneThrough`: the last day that was harvested whole; null: none yet. */
export function nextRange(source: PaperSource, doneThrough: Day | null, today: Day): DayRange {
  const { first, again } = days[source]
  if (doneThrough === null) return { since: addDays(today, -first), until: today }
  return { since: earlierDay(addDays(doneThrough, 1 - again), addDays(today, -again)), until: today }
}
