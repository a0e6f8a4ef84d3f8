// When an edition's list is final.

import { addDays, type Day, type EditionTimes, startOfDay, todayAt } from './calendar.ts'

const MINUTE_MS = 60_000
/** No zone and no cut-off moves an edition's day by more than two of the calendar's. */
const WIDEST_DAYS = 3

/** The first minute (milliseconds UTC) at which the day is past. */
export function closingOf(day: Day, times: EditionTimes): number {
  let isOpenAt = startOfDay(addDays(day, -WIDEST_DAYS)) / MINUTE_MS
  let isPastAt = startOfDay(addDays(day, WIDEST_DAYS)) / MINUTE_MS
  while (isPastAt - isOpenAt > 1) {
    const middle = Math.floor((isOpenAt + isPastAt) / 2)
    if (todayAt(middle * MINUTE_MS, times) > day) isPastAt = middle
    else isOpenAt = middle
  }
  return isPastAt * MINUTE_MS
}
