import { arxivHolidays } from './arxiv-holidays.ts'

const oneDay = 86_400_000
const sunday = 0
const monday = 1
const saturday = 6

/**
 * The arXiv holiday that leaves an edition's day without an announcement, or null.
 *
 * `day` (`YYYY-MM-DD`, UTC) is the day of the *papers*, not of the celebration. arXiv announces at 20:00 US Eastern
 * from Sunday to Thursday, which is already the next day in UTC, so a day's papers come from the evening before:
 * Thanksgiving on Thursday 27 November 2025 had papers (announced on Wednesday evening); Friday the 28th had none,
 * and it is `holidayOn('2025-11-28')` that says so. Monday's papers are the batch that closes on Friday and is
 * announced on Sunday: a holiday on that Friday or Sunday leaves Monday empty.
 *
 * Null on Saturdays and Sundays (no announcement, but no holiday either), in years that are not known, and for
 * text that is not a date. A holiday says that arXiv was silent, not that the edition is empty: a curator may
 * still have chosen older papers.
 */
export function holidayOn(day: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(at)) return null
  const weekday = new Date(at).getUTCDay()
  if (weekday === saturday || weekday === sunday) return null
  const closed = weekday === monday ? [at - oneDay, at - 3 * oneDay] : [at - oneDay]
  return closed.map(nameOf).find((name) => name !== undefined) ?? null
}

const nameOf = (at: number): string | undefined => arxivHolidays[new Date(at).toISOString().slice(0, 10)]
