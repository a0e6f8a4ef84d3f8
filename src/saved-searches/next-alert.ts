// When a member is told next of what their search found.

import { localTime } from '../digests/local-time.ts'
import { addDays, type Day, startOfDay, wallClock, weekdayOf } from '../papers/calendar.ts'
import type { Cadence } from './saved-search.ts'

/** At that hour (0 to 23) of the time zone. */
export interface AlertHour {
  hour: number
  timezone: string
}

/** Of members without a digest. */
export const usualHour: AlertHour = { hour: 8, timezone: 'UTC' }

/** Of what is told at once no more than one mail a search in that time. */
const PAUSE_MS = 15 * 60_000
const HOUR_MS = 3_600_000

/**
 * Milliseconds UTC; null for `off`. Daily ones at the next time that the clock shows the hour, weekly ones on the next
 * Monday; `toldAt`: when they were told last.
 */
export function nextAlert(
  cadence: Cadence,
  { now, toldAt, at }: { now: number; toldAt: number | null; at: AlertHour },
): number | null {
  if (cadence === 'off') return null
  if (cadence === 'at-once') return Math.max(now, (toldAt ?? 0) + PAUSE_MS)
  const local = localTime(now, at.timezone)
  let day = local.hour >= at.hour ? addDays(local.day, 1) : local.day
  if (cadence === 'weekly') day = addDays(day, (8 - weekdayOf(day)) % 7)
  return momentOf(day, at)
}

/** Where clocks go forward over the hour, the first moment behind the gap. */
function momentOf(day: Day, { hour, timezone }: AlertHour): number {
  const shown = startOfDay(day) + hour * HOUR_MS
  const [before, behind] = [-24, 24].map((hours) => wallClock(shown + hours * HOUR_MS, timezone).offset)
  // Of the two times at which a clock that goes back shows the hour, the first.
  const candidates = [before ?? 0, behind ?? 0].map((offset) => shown - offset).sort((a, b) => a - b)
  const right = candidates.find((ms) => ms + wallClock(ms, timezone).offset === shown)
  return right ?? shown - Math.min(before ?? 0, behind ?? 0)
}
