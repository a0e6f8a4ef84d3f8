import { type Day, daysSpan, type Period, periodOf } from '../../papers/calendar.ts'
import type { EmptyDayReason } from '../../papers/lists/empty-day.ts'
import type { ExpectedPapers } from '../../sources/expected-papers.ts'
import { momentText } from '../../sources/freshness/time-text.ts'
import { longDay, periodText } from './date-text.ts'

interface Empty {
  /** The one asked for; of a week or month the first, or today. */
  day: Day
  reason: EmptyDayReason
}

/** Why a day has no papers, in a sentence or two. */
export function emptyText(
  period: Period,
  { day, reason, today }: Empty & { today: Day },
  expected?: Expectation,
): string {
  if (period === 'day') return reason.kind === 'notYet' ? notYetText(expected) : emptyDayText(day, reason)
  const name = period === 'week' ? 'week' : 'month'
  // Whatever today is, a weekend or a holiday: papers may still come.
  return `No papers ${day === today ? `have been listed this ${name} yet` : `were listed in that ${name}`}.`
}

export interface Expectation {
  papers: ExpectedPapers
  now: number
}

export interface Instead {
  period: Period
  /** The day, week or month that is shown, and the day whose papers were asked for. */
  shown: string
  day: Day
  /** None after it has papers. */
  newest: boolean
}

/** Which edition stands in the place of an empty one: the last before it, or the first of all. */
export function insteadText({ period, shown, day, newest }: Instead): string {
  const after = daysSpan(period, shown).first > daysSpan(period, periodOf(period, day)).first
  const list = period === 'day' ? 'edition' : `${period} with papers`
  const which = after ? `first ${list}` : newest ? `newest ${list}` : `last ${list} before it`
  return `Shown instead: the ${which}, ${period === 'day' ? 'of ' : ''}${periodText(period, shown)}.`
}

function notYetText(expected: Expectation | undefined): string {
  const text = 'Today’s first papers haven’t come yet'
  if (!expected) return `${text}.`
  const { papers, now } = expected
  if (papers.kind === 'list') return `${text}: the daily list fills in the course of the day.`
  const when = papers.at > now ? 'is expected at' : 'was to come at'
  return `${text}: arXiv’s list of today ${when} ${momentText(papers.at, now)}.`
}

function emptyDayText(day: Day, reason: Exclude<EmptyDayReason, { kind: 'notYet' }>): string {
  switch (reason.kind) {
    case 'weekend':
      return 'There is no edition on Saturdays and Sundays: arXiv doesn’t announce papers then.'
    case 'holiday':
      return `There is no edition on ${longDay(day)}: arXiv announced nothing that day (${reason.name}).`
    case 'future':
      return `${longDay(day)} is still to come.`
    case 'before':
      return `There is no edition of ${longDay(day)}: that is before the first one here.`
    case 'gap':
      return `No papers were listed on ${longDay(day)}.`
  }
}
