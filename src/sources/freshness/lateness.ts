// When a source is late, and the sentence that says so. docs/sources.md has the rules as a table.

import { addDays, type Day, dayOf, isWeekend, startOfDay } from '../../papers/calendar.ts'
import type { SourceName } from '../../source-spec.ts'
import { holidayOn } from '../announcement-calendar.ts'
import { type ArxivAnnouncement, lastAnnouncement } from '../arxiv-announcements.ts'
import { nextRun, sourceTimes } from '../source-times.ts'
import { agoText, atStart, weekdayText } from './time-text.ts'

export interface Lateness {
  /** Since when it should have come, milliseconds UTC. */
  since: number
  /** What should have come, in a short sentence. */
  what: string
  /** That, when it last went well, and what went wrong since. */
  sentence: string
}

export interface LateFacts {
  source: SourceName
  /** As a sentence names it. */
  title: string
  now: number
  isRunning: boolean
  isPaused: boolean
  /** When the oldest harvest that is remembered began; absent: it was never asked. */
  firstAskedAt?: number | undefined
  /** The last harvest of the newest days that reached its end. */
  lastSuccess?: { startedAt: number; finishedAt: number } | undefined
  /** The newest list of announcements that is here, or the last day that is done. */
  newestList?: Day | undefined
  /** Whether the daily list of `dueDailyList` is here. */
  hasDueDailyList: boolean
  lastError?: string | undefined
}

const HOUR_MS = 3_600_000
const FEED_LATE_MS = 6 * HOUR_MS
const OAI_LATE_MS = 30 * HOUR_MS
const DAILY_LIST_LATE_MS = 6 * HOUR_MS
const RUNS_IN_A_ROW = 3
/** What the last of these runs may take. */
const RUN_MS = HOUR_MS

/** Null: it is not late. What was never asked isn't, nor what is being asked for the first time, nor what rests by order. */
export function latenessOf(facts: LateFacts): Lateness | null {
  const { firstAskedAt, lastSuccess, isPaused, isRunning } = facts
  if (isPaused || firstAskedAt === undefined || (isRunning && lastSuccess === undefined)) return null
  const missing = missingOf(facts, firstAskedAt)
  return (
    missing && { since: missing.since, what: `${missing.what}.`, sentence: sentenceOf(missing.what, facts) }
  )
}

/** The last weekday whose daily list must be here by now. */
export function dueDailyList(now: number): Day {
  let day = addDays(dayOf(now - DAILY_LIST_LATE_MS), -1)
  while (isWeekend(day) || holidayOn(day) !== null) day = addDays(day, -1)
  return day
}

interface Missing {
  since: number
  what: string
}

function missingOf(facts: LateFacts, firstAskedAt: number): Missing | null {
  switch (facts.source) {
    case 'arxiv-feed':
      return missingFeed(facts, firstAskedAt)
    case 'arxiv':
      return missingAnnouncement(facts, firstAskedAt)
    case 'hf-daily':
      return silence(facts, firstAskedAt) ?? missingDailyList(facts)
    default:
      return missedRuns(facts, firstAskedAt)
  }
}

/** A feed is there for one day only: what was over before the source was first asked isn't missing. */
function missingFeed({ now, newestList }: LateFacts, firstAskedAt: number): Missing | null {
  const due = lastDue(now, FEED_LATE_MS)
  if (newestList !== undefined && newestList >= due.listDay) return null
  if (dayOf(firstAskedAt) > due.listDay) return null
  const since = Math.max(due.feedAt, firstAskedAt)
  return now - since > FEED_LATE_MS
    ? { since, what: `${announcedText(due)}, and none of them has come by its feed` }
    : null
}

function missingAnnouncement({ now, lastSuccess }: LateFacts, firstAskedAt: number): Missing | null {
  const due = lastDue(now, OAI_LATE_MS)
  if (lastSuccess !== undefined && lastSuccess.startedAt >= due.at) return null
  const since = Math.max(due.feedAt, firstAskedAt)
  return now - since > OAI_LATE_MS ? { since, what: announcedText(due) } : null
}

/** The last announcement whose feed has been due for that long. */
const lastDue = (now: number, lateMs: number): ArxivAnnouncement => {
  const last = lastAnnouncement(now)
  return last.feedAt + lateMs < now ? last : lastDueBefore(last, now, lateMs)
}

const lastDueBefore = ({ at }: ArxivAnnouncement, now: number, lateMs: number): ArxivAnnouncement => {
  const earlier = lastAnnouncement(at - 1)
  return earlier.feedAt + lateMs < now ? earlier : lastDueBefore(earlier, now, lateMs)
}

const announcedText = ({ evening }: ArxivAnnouncement): string =>
  `arXiv announced papers on ${weekdayText(evening)} at 20:00 New York time`

function silence({ title, now, lastSuccess }: LateFacts, firstAskedAt: number): Missing | null {
  const since = lastSuccess?.finishedAt ?? firstAskedAt
  if (now - since <= DAILY_LIST_LATE_MS) return null
  return { since, what: `${atStart(title)} is to be asked several times an hour` }
}

function missingDailyList({ title, now, hasDueDailyList }: LateFacts): Missing | null {
  if (hasDueDailyList) return null
  const day = dueDailyList(now)
  return { since: startOfDay(addDays(day, 1)), what: `${atStart(title)} of ${weekdayText(day)} hasn’t come` }
}

function missedRuns({ source, title, now, lastSuccess }: LateFacts, firstAskedAt: number): Missing | null {
  let since = lastSuccess?.startedAt ?? firstAskedAt
  const first = nextRun(sourceTimes[source], since)
  for (let run = 0; run < RUNS_IN_A_ROW; run++) since = nextRun(sourceTimes[source], since)
  if (now <= since + RUN_MS) return null
  return { since: first, what: `${atStart(title)} was to be asked ${RUNS_IN_A_ROW} times since` }
}

function sentenceOf(what: string, { now, lastSuccess, lastError, isRunning }: LateFacts): string {
  const success =
    lastSuccess === undefined
      ? 'no harvest has succeeded yet'
      : `the last harvest that succeeded was ${agoText(lastSuccess.finishedAt, now)}`
  const error = lastError === undefined ? '' : ` What went wrong last: ${lastError}`
  return `${what}; ${success}.${isRunning ? ' It is being harvested now.' : error}`
}
