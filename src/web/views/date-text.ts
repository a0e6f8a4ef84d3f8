// Days and moments in words, always in UTC, with the precision they came with.

import { type Day, daysSpan, type Month, type Period, type Week } from '../../papers/calendar.ts'

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A date as the lists write it: `Mar 14`; with the year where it isn't that of `now`; `Jun 2023` and `2023` where no more is known. */
export function shortDate(published: string, now: number): string {
  const { year, month, date } = partsOf(published)
  if (month === undefined) return year
  const name = monthName(month).slice(0, 3)
  if (date === undefined) return `${name} ${year}`
  return Number(year) === new Date(now).getUTCFullYear() ? `${name} ${date}` : `${name} ${date}, ${year}`
}

/** The same in full: `14 March 2025`, `14 March 2025, 17:59 UTC`, `June 2023`, `2023`. */
export function fullDate(published: string): string {
  const { year, month, date } = partsOf(published)
  if (month === undefined) return year
  if (date === undefined) return `${monthName(month)} ${year}`
  const time = published.slice(11, 16)
  // Midnight is what sources write that know the day only.
  const known = time !== '' && time !== '00:00'
  return `${date} ${monthName(month)} ${year}${known ? `, ${time} UTC` : ''}`
}

/** `14 March 2025`, whatever time of the day is known. */
export function dateOnly(published: string): string {
  return fullDate(published.slice(0, 10))
}

/** `Wednesday 29 October 2025` */
export function longDay(day: Day): string {
  return `${weekdayNames[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${fullDate(day)}`
}

/** `27 October – 2 November 2025` */
export function weekText(week: Week): string {
  const { first, last } = daysSpan('week', week)
  if (first.slice(0, 4) !== last.slice(0, 4)) return `${fullDate(first)} – ${fullDate(last)}`
  if (first.slice(0, 7) !== last.slice(0, 7)) return `${fullDate(first).slice(0, -5)} – ${fullDate(last)}`
  return `${Number(first.slice(8))}–${fullDate(last)}`
}

/** `October 2025` */
export function monthText(month: Month): string {
  return fullDate(month)
}

/** A day, week or month as its heading. */
export function periodText(period: Period, key: string): string {
  if (period === 'day') return longDay(key)
  return period === 'week' ? weekText(key) : monthText(key)
}

function partsOf(published: string): { year: string; month?: number; date?: number } {
  const [year = '', month, date] = published.slice(0, 10).split('-')
  return { year, ...(month && { month: Number(month) }), ...(date && { date: Number(date) }) }
}

function monthName(month: number): string {
  return monthNames[month - 1] ?? ''
}
