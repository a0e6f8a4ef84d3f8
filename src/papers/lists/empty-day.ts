// Why a day has no papers: never an empty page where the reason is known.

import { type Day, isWeekend } from '../calendar.ts'

/** `notYet`: today, before its first papers; `future`; `before`: earlier than the first edition; `gap`: a weekday without a list. */
export type EmptyDayReason =
  | { kind: 'weekend' }
  | { kind: 'holiday'; name: string }
  | { kind: 'notYet' }
  | { kind: 'future' }
  | { kind: 'before'; firstDay: string }
  | { kind: 'gap' }

export interface EmptyDayFacts {
  today: Day
  /** The first edition's day; absent: there is none yet. */
  firstDay?: Day | undefined
  /** The name of the holiday on which sources announce nothing; null on other days. */
  holidayOn: (day: Day) => string | null
}

/** The reason that tells a reader most: where several hold, a weekend is named before "not yet". */
export function whyEmpty(day: Day, { today, firstDay, holidayOn }: EmptyDayFacts): EmptyDayReason {
  if (day > today) return { kind: 'future' }
  if (firstDay !== undefined && day < firstDay) return { kind: 'before', firstDay }
  if (isWeekend(day)) return { kind: 'weekend' }
  const holiday = holidayOn(day)
  if (holiday !== null) return { kind: 'holiday', name: holiday }
  return day === today ? { kind: 'notYet' } : { kind: 'gap' }
}
