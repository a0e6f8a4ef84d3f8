import type { ListedPaper } from '../../papers/paper.ts'
import type { PaperPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { isCategory } from './category-names.ts'
import { dateOnly, fullDate, longDay, shortDate } from './date-text.ts'
import { Votes } from './entry-facts.tsx'
import { newestVersion } from './versions.ts'

interface PaperStandingProps {
  paper: ListedPaper
  editions: PaperPageProps['editions']
  now: number
  /** The votes stand here, and not on a button below. */
  voted: boolean
}

/** Votes, dates, categories and the places that it had in editions: a place among papers without votes is none. */
export function PaperStanding({ paper, editions, now, voted }: PaperStandingProps) {
  const newest = newestVersion(paper)
  return (
    <ul class="facts paper-standing">
      {voted && paper.votes > 0 && (
        <li class="votes">
          <Votes count={paper.votes} />
        </li>
      )}
      {paper.published && (
        <li>
          Published{' '}
          <time dateTime={paper.published} title={fullDate(paper.published)}>
            {dateOnly(paper.published)}
          </time>
        </li>
      )}
      {newest && newest.number > 1 && (
        <li>
          v{newest.number}
          {newest.at && <> of {dateOnly(newest.at)}</>}
        </li>
      )}
      {paper.categories.filter(isCategory).map((category) => (
        <li key={category}>
          <a href={routes.newest({ category })}>{category}</a>
        </li>
      ))}
      {editions.map(({ day, rank, votes, submittedBy }) => (
        <li key={day}>
          <a href={routes.day(day)} title={longDay(day)}>
            {votes > 0 ? `#${rank} paper of` : 'Listed on'}{' '}
            {votes > 0 && editions.length === 1 ? 'the day' : shortDate(day, now)}
          </a>
          {submittedBy && (
            <>
              , submitted by <a href={routes.person(submittedBy)}>{submittedBy}</a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
