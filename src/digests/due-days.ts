// On which days of theirs readers and channels are due: daily on each weekday, weekly on Mondays. A week whose Monday was
// missed (nothing could be sent, or it was paused) is made up for on the next weekday.

import { addDays, type Day, isWeekend, weekdayOf } from '../papers/calendar.ts'
import { localTime } from './local-time.ts'
import type { DigestPeriod } from './subscription.ts'

/** Who was decided for on that day or later is not due on a day; null where nobody is. */
export function dueUnlessSince(period: DigestPeriod, day: Day): Day | null {
  if (isWeekend(day)) return null
  return period === 'weekly' ? addDays(day, 1 - weekdayOf(day)) : day
}

/**
 * The day that stands as decided for who begins now: where the hour of today is over, tomorrow's is the first, and in the
 * middle of a week that of the next. Null where today's comes.
 */
export function decidedAtFirst(
  { period, timezone, hour }: { period: string; timezone: string; hour: number },
  now: number,
): Day | null {
  const local = localTime(now, timezone)
  const isLater = period === 'weekly' && weekdayOf(local.day) !== 1
  return isLater || local.hour >= hour ? local.day : null
}
