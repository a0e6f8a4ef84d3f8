// Moments as sentences about sources name them.

import { counted } from '../../count-text.ts'
import { type Day, startOfDay } from '../../papers/calendar.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `12 minutes ago`, `5 hours ago`, `2 days ago` */
export function agoText(at: number, now: number): string {
  const ms = now - at
  if (ms < MINUTE_MS) return 'just now'
  if (ms < 2 * HOUR_MS) return `${counted(Math.floor(ms / MINUTE_MS), 'minute')} ago`
  if (ms < 2 * DAY_MS) return `${counted(Math.floor(ms / HOUR_MS), 'hour')} ago`
  return `${counted(Math.floor(ms / DAY_MS), 'day')} ago`
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

/** `Tuesday 3 March` */
export const weekdayText = (day: Day): string => dayFormat.format(startOfDay(day)).replace(',', '')

/** `14:20 UTC` on the day of `now`, `Thursday 5 March, 14:20 UTC` on others. */
export function momentText(at: number, now: number): string {
  const [day, time] = [isoOf(at).slice(0, 10), `${isoOf(at).slice(11, 16)} UTC`]
  return day === isoOf(now).slice(0, 10) ? time : `${weekdayText(day)}, ${time}`
}

export const isoOf = (ms: number): string => new Date(ms).toISOString()

/** The name of a source as a heading or a sentence begins with it; names of their own keep their letters. */
export const atStart = (title: string): string => title.replace(/^the /, 'The ')
