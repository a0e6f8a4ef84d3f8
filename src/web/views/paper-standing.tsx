import type { ListedPaper } from '../../papers/paper.ts'
import type { PaperPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { dateOnly, fullDate, longDay, shortDate } from './date-text.ts'
import { Votes } from './entry-facts.tsx'
import { newestVersion } from './versions.ts'

interface PaperStandingProps {
  paper: ListedPaper
  editions: PaperPageProps['editions']
  now: number
}

/** Votes, dates, categories and the places that it had in editions. */
export function PaperStanding({ paper, editions, now }: PaperStandingProps) {
  const newest = newestVersion(paper)
  return (
    <ul class="facts standing">
      {paper.votes > 0 && (
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
      {paper.categories.map((category) => (
        <li key={category}>
          <a href={routes.newest({ category })}>{category}</a>
        </li>
      ))}
      {editions.map(({ day, rank, submittedBy }) => (
        <li key={day}>
          <a href={routes.day(day)} title={longDay(day)}>
            #{rank} paper of {editions.length > 1 ? shortDate(day, now) : 'the day'}
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
