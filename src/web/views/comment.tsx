import type { ComponentChildren } from 'preact'
import type { Badge, ShownComment } from '../../community/comments/discussion.ts'
import { counted, shortCount } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { commentHtml } from './comment-text.ts'
import { CommentTools, type CommentToolsProps } from './comment-tools.tsx'
import { fullDate, shortDate } from './date-text.ts'
import { Face } from './faces.tsx'

interface CommentViewProps extends CommentToolsProps {
  /** Instead of its own replies. */
  children?: ComponentChildren
}

/** A comment and what is below it; folded by its summary. */
export function CommentView({ site, paper, comment, locked, children }: CommentViewProps) {
  const { id, state, replies, more } = comment
  return (
    <div class="comment" id={`c-${id}`}>
      <CommentHead site={site} paper={paper} comment={comment} />
      <details open data-fold>
        <summary>
          <span class="visually-hidden">{comment.writer ?? 'Somebody'}: comment and replies</span>
        </summary>
        <CommentBody state={state} />
        {state.kind === 'shown' && <CommentTools {...{ site, paper, comment, locked }} />}
        {children}
        {replies.map((reply) => (
          <CommentView key={reply.id} {...{ site, paper, comment: reply, locked }} />
        ))}
        {more > 0 && (
          <p class="more-replies">
            <a href={routes.comment(paper.id, id)}>{counted(more, 'more reply', 'more replies')}</a>
          </p>
        )}
      </details>
    </div>
  )
}

function CommentHead({ site, paper, comment }: Pick<CommentViewProps, 'site' | 'paper' | 'comment'>) {
  const { id, writer, badges, createdAt, editedAt, votes, state } = comment
  const at = new Date(createdAt).toISOString()
  if (state.kind === 'deleted') return <p class="comment-head quiet">Taken back by its writer</p>
  return (
    <p class="comment-head">
      {writer === null ? <span class="quiet">Somebody who has left</span> : <Writer name={writer} />}
      {badges.map((badge) => (
        <span key={badge} class="badge">
          {badgeNames[badge]}
        </span>
      ))}
      <a class="quiet" href={routes.comment(paper.id, id)}>
        <time dateTime={at} title={fullDate(at)}>
          {shortDate(at.slice(0, 10), site.now)}, {at.slice(11, 16)}
        </time>
      </a>
      {editedAt !== null && state.kind === 'shown' && (
        <a class="quiet" href={routes.ofComment(paper.id, id, 'versions')}>
          edited
        </a>
      )}
      {!site.viewer && votes > 0 && <span class="quiet">{shortCount(votes)} ▲</span>}
    </p>
  )
}

function Writer({ name }: { name: string }) {
  return (
    <a class="writer" href={routes.person(name)}>
      <Face name={name} /> {name}
    </a>
  )
}

const badgeNames: Record<Badge, string> = {
  author: 'author',
  submitter: 'submitter',
  curator: 'curator',
  moderator: 'moderator',
}

function CommentBody({ state }: { state: ShownComment['state'] }) {
  switch (state.kind) {
    case 'shown':
      return (
        <div
          class="comment-body"
          dir="auto"
          dangerouslySetInnerHTML={commentHtml(state.body, state.known, state.setsFormulas)}
        />
      )
    case 'hidden':
      return <p class="comment-body quiet">Hidden by a moderator: {state.reason}</p>
    case 'deleted':
      return null
  }
}
