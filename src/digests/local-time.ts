// What clocks on the wall show, for who wants a mail at an hour of their day.

import { type Day, wallClock } from '../papers/calendar.ts'

export interface LocalTime {
  day: Day
  /**
   * The latest hour (0 to 23) that the clock has shown on this day. Where clocks go back an hour that was shown stays
   * past; where they go forward, the hour that is left out is past as soon as the one behind it is shown.
   */
  hour: number
}

const LOOK_BACK_MS = 30 * 60_000
/** Three hours: no clock goes back by more. */
const LOOKS_BACK = 6

export function localTime(now: number, timezone: string): LocalTime {
  const { day, time } = wallClock(now, timezone)
  let latest = hourOf(time)
  for (let back = 1; back <= LOOKS_BACK; back++) {
    const earlier = wallClock(now - back * LOOK_BACK_MS, timezone)
    if (earlier.day === day) latest = Math.max(latest, hourOf(earlier.time))
  }
  return { day, hour: latest }
}

const hourOf = (time: string): number => Number(time.slice(0, 2))
