// Where a harvest begins, how it goes on, and what its pages say about the days that are done.

import { addDays, type Day, dayOf, earlierDay, laterDay } from '../../papers/calendar.ts'
import type { PaperSource } from '../../source-spec.ts'
import type { DayRange, Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { nextRange } from './first-range.ts'
import type { HarvestParts } from './harvest-parts.ts'
import { type OpenHarvest, openHarvestOf, stateOf } from './source-state.ts'
import type { HarvestedSource } from './sources-of-settings.ts'

/** A source that makes us begin again more often than this without a day getting done is broken. */
const MOST_RESTARTS = 60
/** After so many failures in a row at one place, the place may be what is wrong. */
const STUCK_AFTER = 6

interface Begun {
  parts: Pick<HarvestParts, 'db' | 'clock'>
  harvested: Pick<HarvestedSource, 'parts' | 'isConfigured'> & {
    source: PaperSource
    protocol: Protocol<object>
  }
  range?: DayRange | undefined
}

/** The open harvest, if it is the one that is wanted; else a new one. */
export async function beginHarvest({ parts, harvested, range }: Begun): Promise<OpenHarvest> {
  const { source, isConfigured } = harvested
  const state = await stateOf(parts.db, source)
  const stored = openHarvestOf(state)
  // A cursor means something only to whoever asks for the same parts.
  const open = stored && sameParts(stored.parts, harvested.parts) ? stored : null
  // What somebody asks for once says nothing of what the settings want, and doesn't go on from there.
  const done = isConfigured ? state.done_through : null
  const asked = range ?? open?.range ?? nextRange(source, done, dayOf(parts.clock.now()))
  const isSame = open?.range.since === asked.since && open.range.until === asked.until
  if (open && isSame && state.failures < STUCK_AFTER) return open
  const isBackfill = range !== undefined || !isConfigured
  const cursor = harvested.protocol.start(asked)
  return { range: asked, parts: harvested.parts, isBackfill, isConfigured, cursor, restarts: 0 }
}

/** Where the harvest stands once the page is stored; null: it was the last. */
export function harvestAfter(open: OpenHarvest, page: Page<object>): OpenHarvest | null {
  if (page.next === undefined) return null
  if (page.startsOver) {
    if (open.restarts >= MOST_RESTARTS)
      throw new SourceTrouble('refused', 'It forgets where we are again and again.')
    return { ...open, cursor: page.next, restarts: open.restarts + 1 }
  }
  if (JSON.stringify(page.next) === JSON.stringify(open.cursor)) {
    throw new SourceTrouble('refused', 'It sends us to the same page again and again.')
  }
  return { ...open, cursor: page.next, restarts: page.doneThrough === undefined ? open.restarts : 0 }
}

/** A back-fill that leaves a gap behind the days that are done says nothing of the days in the gap. */
export function doneThroughAfter(
  { range, isBackfill, isConfigured }: OpenHarvest,
  { doneThrough }: Page<object>,
  before: Day | null,
  atMost: Day,
): { done_through?: Day } {
  if (doneThrough === undefined || !isConfigured) return {}
  if (isBackfill && (before === null || range.since > addDays(before, 1))) return {}
  const done = earlierDay(doneThrough, atMost)
  return { done_through: before === null ? done : laterDay(before, done) }
}

/** Today isn't over; but a feed is made once a day, and is whole. */
export const doneAtMost = (source: PaperSource, now: number): Day =>
  addDays(dayOf(now), source === 'arxiv-feed' ? 0 : -1)

const sameParts = (a: readonly string[], b: readonly string[]): boolean => a.join('+') === b.join('+')
