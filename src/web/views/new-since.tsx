import { exactCount } from '../../count-text.ts'
import type { PaperId } from '../../papers/paper.ts'
import { fullDate, shortDate } from './date-text.ts'

/** What of a list is new to who reads it. */
export interface News {
  /** When they were here last, milliseconds UTC. */
  since: number
  /** Those of the page. */
  papers: ReadonlySet<PaperId>
  /** In the whole list, where that is counted. */
  count?: number
  /** There may be more. */
  atLeast?: boolean
}

/** “7 new since your last visit on Mar 3.” Nothing for strangers and in a first visit. */
export function NewSince({ news, now }: { news: News | undefined; now: number }) {
  if (!news) return null
  const { count = news.papers.size, atLeast } = news
  if (count === 0 && news.count === undefined) return null
  const at = new Date(news.since).toISOString()
  const isToday = at.slice(0, 10) === new Date(now).toISOString().slice(0, 10)
  return (
    <p class="new-since">
      {count === 0 ? 'Nothing new' : <strong>{`${exactCount(count)}${atLeast ? '+' : ''} new`}</strong>} since
      your last visit{' '}
      <time dateTime={at} title={fullDate(at)}>
        {isToday ? `at ${at.slice(11, 16)} UTC` : `on ${shortDate(at, now)}`}
      </time>
    </p>
  )
}
