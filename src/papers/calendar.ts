// Days, weeks and months as their names: `2025-10-29`, `2025-W44`, `2025-10`. Names of one kind sort as
// text in the order of time, so that the store compares them without knowing of calendars.

/** `YYYY-MM-DD`, a day that exists, of the years 1000 to 9999. */
export type Day = string
/** `YYYY-Www`, an ISO 8601 week that exists. */
export type Week = string
/** `YYYY-MM` */
export type Month = string

export type Period = 'day' | 'week' | 'month'

export interface EditionTimes {
  /** IANA name, e.g. `Europe/Berlin`. */
  timezone: string
  /** `HH:MM`, local time at which the next day's edition begins. */
  cutoff: string
}

const DAY_MS = 86_400_000

/** Reads `2025-01-05` and `2025-1-5`; null for anything else, for a day that does not exist too. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (!match) return null
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number]
  if (year < 1000 || month < 1 || month > 12 || date < 1) return null
  const day = dayOf(Date.UTC(year, month - 1, date))
  return Number(day.slice(8)) === date ? day : null
}

/** Reads `2025-W44`, to `W53` where the year has it; null for anything else. */
export function parseWeek(text: string): Week | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(text)
  if (!match || Number(match[1]) < 1000) return null
  const number = Number(match[2])
  return number >= 1 && number <= weeksInYear(Number(match[1])) ? text : null
}

/** Reads `2025-10`; null for anything else. */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text)
  if (!match || Number(match[1]) < 1000) return null
  return Number(match[2]) >= 1 && Number(match[2]) <= 12 ? text : null
}

/** The name of a day, week or month as an address may hold it; null where there is no such thing. */
export function parsePeriod(period: Period, text: string): string | null {
  if (period === 'day') return parseDay(text)
  return period === 'week' ? parseWeek(text) : parseMonth(text)
}

/** The UTC day of a moment in milliseconds. */
export function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The first millisecond of a day in UTC. */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`)
}

export function addDays(day: Day, count: number): Day {
  return dayOf(startOfDay(day) + count * DAY_MS)
}

export function earlierDay(a: Day, b: Day): Day {
  if (a < b) return a
  return b
}

export function laterDay(a: Day, b: Day): Day {
  if (a < b) return b
  return a
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(startOfDay(day)).getUTCDay() || 7
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 5
}

/** The ISO week of a day: the week belongs to the year that holds its Thursday. */
export function weekOf(day: Day): Week {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const daysBefore = (startOfDay(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)) / DAY_MS
  return `${thursday.slice(0, 4)}-W${String(Math.floor(daysBefore / 7) + 1).padStart(2, '0')}`
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** The first and the last day of a day, week or month, both inclusive. */
export function daysSpan(period: Period, key: string): { first: Day; last: Day } {
  if (period === 'day') return { first: key, last: key }
  if (period === 'week') {
    const first = mondayOf(key)
    return { first, last: addDays(first, 6) }
  }
  const first = `${key}-01`
  return { first, last: dayOf(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)), 0)) }
}

/** All days of a day, week or month in order. */
export function daysOf(period: Period, key: string): Day[] {
  const { first, last } = daysSpan(period, key)
  const count = (startOfDay(last) - startOfDay(first)) / DAY_MS + 1
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

/** The week or month in which a day lies, or the day itself. */
export function periodOf(period: Period, day: Day): string {
  if (period === 'day') return day
  return period === 'week' ? weekOf(day) : monthOf(day)
}

/**
 * The day whose edition is today's at a moment: from the cut-off on it is the calendar's next day. A cut-off of
 * `00:00` means that the edition's day is the calendar's. May be a Saturday or Sunday, which have no edition.
 */
export function todayAt(ms: number, { timezone, cutoff }: EditionTimes): Day {
  const { day } = wallClock(ms, timezone)
  return cutoff !== '00:00' && isPast(cutoff, ms, timezone) ? addDays(day, 1) : day
}

/** The edition that a paper joins which arrives at a moment: what comes for Saturday or Sunday joins Monday. */
export function editionDayAt(ms: number, times: EditionTimes): Day {
  const today = todayAt(ms, times)
  return isWeekend(today) ? addDays(today, 8 - weekdayOf(today)) : today
}

function weeksInYear(year: number): number {
  return Number(weekOf(`${year}-12-28`).slice(6))
}

function mondayOf(week: Week): Day {
  const fourth = `${week.slice(0, 4)}-01-04`
  return addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(week.slice(6)) - 1))
}

/**
 * Whether the clock on the wall has shown a time today. Where clocks go back, a time that was shown stays past,
 * so that an edition which has begun doesn't end again for an hour.
 */
function isPast(time: string, ms: number, timezone: string): boolean {
  const now = wallClock(ms, timezone)
  if (now.time >= time) return true
  const earlier = wallClock(ms - LONGEST_CLOCK_CHANGE_MS, timezone)
  if (earlier.offset <= now.offset) return false
  const shownAt = Date.parse(`${now.day}T${time}:00Z`) - earlier.offset
  return ms >= shownAt && wallClock(shownAt, timezone).time === time
}

const LONGEST_CLOCK_CHANGE_MS = 3 * 3_600_000

interface WallClock {
  day: Day
  /** `HH:MM` */
  time: string
  /** Milliseconds that the wall clock is ahead of UTC. */
  offset: number
}

/** What a clock on the wall of that zone shows at a moment (milliseconds UTC). */
export function wallClock(ms: number, timezone: string): WallClock {
  // sv-SE prints `2025-10-29 13:05`.
  const text = formatOf(timezone).format(ms)
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)]
  return { day, time, offset: Date.parse(`${day}T${time}:00Z`) - Math.floor(ms / 60_000) * 60_000 }
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format costs about 50 µs, using one 1 µs; a process needs as many as it knows zones.
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(timezone, format)
  }
  return format
}
