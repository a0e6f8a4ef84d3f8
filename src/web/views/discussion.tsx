import type { Discussion } from '../../community/comments/discussion.ts'
import { discussionOrders } from '../../community/comments/thread-order.ts'
import { counted } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { CommentView } from './comment.tsx'
import { CommentForm } from './comment-form.tsx'
import type { Site } from './site.ts'

interface DiscussionProps {
  site: Site
  paper: ListedPaper
  discussion: Discussion
}

/** What members say about a paper, and where to say something. */
export function DiscussionSection({ site, paper, discussion }: DiscussionProps) {
  const { threads, focus, locked } = discussion
  const list = threads.map((comment) => (
    <CommentView key={comment.id} {...{ site, paper, comment, locked }} />
  ))
  return (
    <section id="comments" class="discussion" aria-labelledby="discussion-title">
      <h2 id="discussion-title">Discussion</h2>
      <Recorded count={paper.recordedComments} />
      {focus ? (
        <>
          <ToTheRest paper={paper} parentId={focus.parentId} />
          <CommentView {...{ site, paper, comment: focus, locked }}>{list}</CommentView>
        </>
      ) : (
        <>
          {!site.sample && <Write site={site} paper={paper} locked={locked} />}
          {threads.length > 1 && <Orders paper={paper} discussion={discussion} />}
          {list}
        </>
      )}
      <Parts paper={paper} discussion={discussion} />
      {site.viewer && (threads.length > 0 || discussion.muted) && (
        <Mute paper={paper} muted={discussion.muted} />
      )}
    </section>
  )
}

function Recorded({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <p class="whole quiet">
      {counted(count, 'comment was', 'comments were')} recorded on the list that this paper came from. The
      list holds their number, not their words.
    </p>
  )
}

function Write({
  site,
  paper,
  locked,
}: Omit<DiscussionProps, 'discussion'> & { locked: string | undefined }) {
  if (locked !== undefined) return <p class="problem">This discussion is closed: {locked}</p>
  if (site.viewer)
    return <CommentForm id="comment" action={routes.discussion(paper.id)} label="Say something" />
  return (
    <p>
      <a class="button" href={routes.signIn(`${routes.paper(paper.id)}#comments`)}>
        Sign in to take part
      </a>
    </p>
  )
}

const orderNames = { votes: 'By votes', time: 'Newest first' }

function Orders({ paper, discussion }: Omit<DiscussionProps, 'site'>) {
  return (
    <nav class="orders" aria-label="Order of the discussion">
      {discussionOrders.map((order) => (
        <a
          key={order}
          href={`${routes.discussion(paper.id, { order })}#comments`}
          {...(order === discussion.order && { 'aria-current': 'true' as const })}
        >
          {orderNames[order]}
        </a>
      ))}
    </nav>
  )
}

/** What stands around one comment. */
function ToTheRest({ paper, parentId }: { paper: ListedPaper; parentId: string | null }) {
  return (
    <p class="to-the-rest">
      {parentId !== null && (
        <>
          <a href={routes.comment(paper.id, parentId)}>What this replies to</a> ·{' '}
        </>
      )}
      <a href={`${routes.discussion(paper.id)}#comments`}>The whole discussion</a>
    </p>
  )
}

function Parts({ paper, discussion }: Omit<DiscussionProps, 'site'>) {
  const { part, focus, order } = discussion
  if (part.pages === 1) return null
  const addressOf = (page: number) =>
    focus
      ? routes.comment(paper.id, focus.id, page)
      : `${routes.discussion(paper.id, { order, page })}#comments`
  return (
    <nav class="paging" aria-label="Parts of the discussion">
      {part.page > 1 && (
        <a class="button" href={addressOf(part.page - 1)} rel="prev">
          ‹ Previous comments
        </a>
      )}
      <span>
        Part {part.page} of {part.pages}
      </span>
      {part.page < part.pages && (
        <a class="button" href={addressOf(part.page + 1)} rel="next">
          Next comments ›
        </a>
      )}
    </nav>
  )
}

function Mute({ paper, muted }: { paper: ListedPaper; muted: boolean }) {
  return (
    <form class="mute" method="post" action={routes.mute(paper.id)}>
      <input type="hidden" name="mute" value={muted ? 'off' : 'on'} />
      <button class="button" type="submit">
        {muted ? 'Tell me of this discussion again' : 'Mute this discussion'}
      </button>
    </form>
  )
}
