import { type Day, daysSpan, type Period, periodOf } from '../../papers/calendar.ts'
import type { EmptyDayReason } from '../../papers/empty-day.ts'
import { longDay, periodText } from './date-text.ts'

/** Why a day has no papers, in a sentence or two; `day` is the one asked for, or the first of a week or month. */
export function emptyText(period: Period, { day, reason }: { day: Day; reason: EmptyDayReason }): string {
  if (period === 'day') return emptyDayText(day, reason)
  const name = period === 'week' ? 'week' : 'month'
  if (reason.kind === 'before') {
    return `No papers were listed in that ${name}: the first edition here is of ${longDay(reason.firstDay)}.`
  }
  return `No papers ${reason.kind === 'notYet' ? `have been listed this ${name} yet` : `were listed in that ${name}`}.`
}

/** Which edition stands in the place of an empty one: the newest before it, or the first after it. */
export function insteadText(period: Period, shown: string, day: Day): string {
  const which =
    daysSpan(period, shown).first > daysSpan(period, periodOf(period, day)).first ? 'first' : 'newest'
  return `This is the ${which}, of ${periodText(period, shown)}.`
}

function emptyDayText(day: Day, reason: EmptyDayReason): string {
  switch (reason.kind) {
    case 'weekend':
      return 'There is no edition on Saturdays and Sundays: arXiv doesn’t announce papers then.'
    case 'holiday':
      return `There is no edition on ${longDay(day)}: arXiv announced nothing that day (${reason.name}).`
    case 'notYet':
      return 'Today’s first papers haven’t come yet.'
    case 'future':
      return `${longDay(day)} is still to come.`
    case 'before':
      return `There is no edition of ${longDay(day)}: the first one here is of ${longDay(reason.firstDay)}.`
    case 'gap':
      return `No papers were listed on ${longDay(day)}.`
  }
}
