// When arXiv announces: https://info.arxiv.org/help/availability.html. At 20:00 in New York from Sunday to Thursday, except
// before days that the calendar of holidays leaves empty; four hours later, at midnight there, the feeds are made anew.

import { addDays, type Day, isWeekend, todayAt } from '../papers/calendar.ts'
import { holidayOn } from './announcement-calendar.ts'
import { arxivHolidays } from './arxiv-holidays.ts'

export interface ArxivAnnouncement {
  /** 20:00 in New York (milliseconds UTC). */
  at: number
  /** The day that it was in New York. */
  evening: Day
  /** The day of the papers: the calendar's next. */
  listDay: Day
  /** When its feed is there. */
  feedAt: number
}

/** The last announcement at or before a moment. */
export function lastAnnouncement(now: number): ArxivAnnouncement {
  let listDay = addDays(newYorkDay(now), 1)
  for (;;) {
    const announcement = announcementOf(listDay)
    if (announcement !== null && announcement.at <= now) return announcement
    listDay = addDays(listDay, -1)
  }
}

/** The first announcement after a moment. */
export function nextAnnouncement(now: number): ArxivAnnouncement {
  let listDay = newYorkDay(now)
  for (;;) {
    const announcement = announcementOf(listDay)
    if (announcement !== null && announcement.at > now) return announcement
    listDay = addDays(listDay, 1)
  }
}

/** What makes the list of a day; null for days without one. */
export function announcementOf(listDay: Day): ArxivAnnouncement | null {
  if (isWeekend(listDay) || holidayOn(listDay) !== null) return null
  const evening = addDays(listDay, -1)
  return { at: newYorkTime(evening, '20:00'), evening, listDay, feedAt: newYorkTime(listDay, '00:00') }
}

/** Whether arXiv’s holidays of that day’s year are known; otherwise only weekends are left out. */
export const areHolidaysKnown = (day: Day): boolean => knownYears.has(day.slice(0, 4))

const knownYears = new Set(Object.keys(arxivHolidays).map((day) => day.slice(0, 4)))

/** The day that it is in New York. */
export const newYorkDay = (ms: number): Day => todayAt(ms, { timezone: 'America/New_York', cutoff: '00:00' })

/**
 * The moment at which clocks in New York show a time. They are changed at 2 in the morning, so that neither 20:00 nor
 * midnight is ever left out or shown twice.
 */
function newYorkTime(day: Day, time: '20:00' | '00:00'): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const found = [4, 5].map((behind) => asUtc + behind * HOUR_MS).find((ms) => shown(ms) === `${day} ${time}`)
  // Only where New York changes its zone; an hour is then the most that is wrong.
  return found ?? asUtc + 5 * HOUR_MS
}

const HOUR_MS = 3_600_000

// sv-SE prints `2025-10-29 13:05`.
const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'short',
})

const shown = (ms: number): string => format.format(ms)
