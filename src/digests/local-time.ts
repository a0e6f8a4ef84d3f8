// What clocks on the wall show, for who wants a mail at an hour of their day.

import type { Day } from '../papers/calendar.ts'

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
  const { day, hour } = wallClock(now, timezone)
  let latest = hour
  for (let back = 1; back <= LOOKS_BACK; back++) {
    const earlier = wallClock(now - back * LOOK_BACK_MS, timezone)
    if (earlier.day === day) latest = Math.max(latest, earlier.hour)
  }
  return { day, hour: latest }
}

function wallClock(ms: number, timezone: string): LocalTime {
  // sv-SE prints `2025-10-29 13:05`.
  const text = formatOf(timezone).format(ms)
  return { day: text.slice(0, 10), hour: Number(text.slice(11, 13)) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format costs about 50 µs, using one 1 µs.
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(timezone, format)
  }
  return format
}
