import { counted, shortCount } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { preferredLink } from '../../papers/preferred-link.ts'
import { routes } from '../routes.ts'
import { AuthorCount } from './authors.tsx'
import { isCategory } from './category-names.ts'
import { OutsideLink } from './outside-link.tsx'
import { PaperDate } from './paper-date.tsx'
import { VoteForm } from './vote-form.tsx'

interface EntryFactsProps {
  paper: ListedPaper
  now: number
  /** Unique on the page. */
  id: string
  /** The list shows votes. */
  voted: boolean
  /** The list is not one of a single category. */
  category: boolean
  /** It came since the reader was here last. */
  isNew?: boolean
}

/** The line of facts below an abstract. */
export function EntryFacts({ paper, now, id, voted, category, isNew = false }: EntryFactsProps) {
  const topic = category ? paper.categories.find(isCategory) : undefined
  const code = preferredLink(paper.links, 'code')
  return (
    <ul class="facts">
      {voted && (
        <li class="votes">
          {paper.ownVote === undefined ? (
            <Votes count={paper.votes} />
          ) : (
            <VoteForm paper={paper} place={id} />
          )}
        </li>
      )}
      {isNew && <li class="new-mark">New</li>}
      {paper.withdrawn && <li class="withdrawn">Withdrawn</li>}
      {paper.authorCount > 0 && (
        <li>
          <AuthorCount paper={paper} id={`${id}-authors`} />
        </li>
      )}
      {paper.published && (
        <li>
          <PaperDate published={paper.published} now={now} />
        </li>
      )}
      {topic && (
        <li>
          <a href={routes.newest({ category: topic })}>{topic}</a>
        </li>
      )}
      {paper.submittedBy && (
        <li>
          Submitted by <a href={routes.person(paper.submittedBy)}>{paper.submittedBy}</a>
        </li>
      )}
      {paper.comments > 0 && (
        <li>
          <a href={`${routes.paper(paper.id)}#comments`}>{counted(paper.comments, 'comment')}</a>
        </li>
      )}
      {code && (
        <li>
          <OutsideLink href={code.url}>code</OutsideLink> <Stars count={code.stars} />
        </li>
      )}
    </ul>
  )
}

/** Upvotes: an arrow and a number, and the word for those who hear the page. */
export function Votes({ count }: { count: number }) {
  return (
    <span title={counted(count, 'upvote')}>
      <span class="arrow" aria-hidden="true">
        ▲
      </span>{' '}
      {shortCount(count)}
      <span class="visually-hidden"> {count === 1 ? 'upvote' : 'upvotes'}</span>
    </span>
  )
}

/** `★ 1.4k`, where the stars of a repository are known. */
export function Stars({ count }: { count: number | undefined }) {
  if (count === undefined) return null
  return (
    <span title={counted(count, 'star')}>
      <span aria-hidden="true">★ </span>
      {shortCount(count)}
      <span class="visually-hidden"> {count === 1 ? 'star' : 'stars'}</span>
    </span>
  )
}
