import type { ShownComment } from '../../community/comments/discussion.ts'
import { type Reaction, reactions } from '../../community/comments/reactions.ts'
import { counted, shortCount } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import type { Site } from './site.ts'

export interface CommentToolsProps {
  site: Site
  paper: ListedPaper
  comment: ShownComment
  /** Why nothing can be said any more. */
  locked: string | undefined
}

const reactionNames: Record<Reaction, string> = {
  thanks: 'Thank you',
  insight: 'That shows me something',
  agree: 'I agree',
  unclear: 'I don’t understand that',
}

/** What can be done with a comment. Who isn’t signed in sees what others did. */
export function CommentTools({ site, paper, comment, locked }: CommentToolsProps) {
  const { id, isOwn } = comment
  if (!site.viewer) return <ReactionCounts comment={comment} />
  return (
    <div class="comment-tools">
      <CommentVote paper={paper} comment={comment} />
      <Reactions paper={paper} comment={comment} />
      {locked === undefined && (
        <a href={routes.ofComment(paper.id, id, 'reply')} data-write>
          Reply
        </a>
      )}
      {isOwn ? (
        <a href={routes.ofComment(paper.id, id, 'edit')}>Edit or delete</a>
      ) : (
        <a href={routes.reportForm('comment', id)}>Report</a>
      )}
    </div>
  )
}

interface OneComment {
  paper: ListedPaper
  comment: ShownComment
}

function CommentVote({ paper, comment: { id, votes, ownVote } }: OneComment) {
  return (
    <form method="post" action={routes.ofComment(paper.id, id, 'vote')}>
      <input type="hidden" name="vote" value={ownVote ? 'none' : 'up'} />
      <button type="submit" aria-pressed={ownVote ? 'true' : 'false'} title="Upvote this comment">
        <span class="arrow" aria-hidden="true">
          ▲
        </span>{' '}
        {shortCount(votes)}
        <span class="visually-hidden"> {votes === 1 ? 'upvote' : 'upvotes'}</span>
      </button>
    </form>
  )
}

function Reactions({ paper, comment }: OneComment) {
  return (
    <form method="post" action={routes.ofComment(paper.id, comment.id, 'react')}>
      {Object.entries(reactions).map(([name, sign]) => {
        const { count = 0, own = false } = comment.reactions.find(({ reaction }) => reaction === name) ?? {}
        const label = reactionNames[name as Reaction]
        return (
          <button
            key={name}
            type="submit"
            name={own ? 'remove' : 'add'}
            value={name}
            aria-pressed={own ? 'true' : 'false'}
            title={label}
            aria-label={count > 0 ? `${label}: ${count}` : label}
          >
            {sign} {count > 0 && count}
          </button>
        )
      })}
    </form>
  )
}

function ReactionCounts({ comment }: { comment: ShownComment }) {
  if (comment.reactions.length === 0) return null
  return (
    <ul class="comment-tools">
      {comment.reactions.map(({ reaction, count }) => (
        <li key={reaction} title={counted(count, 'reaction')}>
          {reactions[reaction]} {count}
          <span class="visually-hidden"> {reactionNames[reaction]}</span>
        </li>
      ))}
    </ul>
  )
}
