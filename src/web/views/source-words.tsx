// What is told of a source, in words: the same on the page of all and on its own.

import type { SourceFreshness } from '../../sources/freshness/freshness.ts'
import { agoText, isoOf, momentText } from '../../sources/freshness/time-text.ts'
import { dateOnly, shortDate } from './date-text.ts'

/** `late`, `waiting until 14:20 UTC` */
export function SourceState({ told, now }: { told: SourceFreshness; now: number }) {
  const { state, until } = told
  const waits = (state === 'waiting' || state === 'resting') && until !== undefined
  return (
    <>
      <span class={`state state-${state}`}>{state === 'never' ? 'never asked' : state}</span>
      {waits && (
        <>
          {' '}
          until <Moment at={until} now={now} />
        </>
      )}
    </>
  )
}

/** What is wrong, or what goes on; null where nothing is to be said. */
export function remarkOf({ late, lastError, lastRun, state }: SourceFreshness): string | null {
  if (late) return `${late.sentence}`
  if (lastError !== undefined) return lastError
  if (state === 'harvesting' && lastRun) return progressText(lastRun)
  return null
}

function progressText({ records, total }: NonNullable<SourceFreshness['lastRun']>): string {
  const count = new Intl.NumberFormat('en-US').format
  if (records === 0) return 'It was asked; nothing has come yet.'
  return total !== undefined && total > records
    ? `${count(records)} of about ${count(total)} records so far.`
    : `${count(records)} records so far.`
}

export function Ago({ at, now }: { at: number | undefined; now: number }) {
  if (at === undefined) return <>never</>
  return (
    <time dateTime={isoOf(at)} title={momentText(at, now)}>
      {agoText(at, now)}
    </time>
  )
}

export function Moment({ at, now }: { at: number | undefined; now: number }) {
  if (at === undefined) return <>–</>
  return (
    <time dateTime={isoOf(at)} title={momentText(at, now)}>
      {shortMoment(at, now)}
    </time>
  )
}

/** `05:17` on the day of `now`, `Nov 26, 05:17` on others; the page says that times are UTC. */
function shortMoment(at: number, now: number): string {
  const [day, time] = [isoOf(at).slice(0, 10), isoOf(at).slice(11, 16)]
  return day === isoOf(now).slice(0, 10) ? time : `${shortDate(day, now)}, ${time}`
}

interface DayProps {
  day: string | undefined
  now: number
}

export function ShortDay({ day, now }: DayProps) {
  if (day === undefined) return <>–</>
  return (
    <time dateTime={day.slice(0, 10)} title={dateOnly(day)}>
      {shortDate(day, now)}
    </time>
  )
}
