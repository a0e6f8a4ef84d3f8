import { printId } from '../../papers/identifiers/identifiers.ts'
import type { PaperId } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { CommentForm } from '../views/comment-form.tsx'
import { commentHtml } from '../views/comment-text.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface CommentFormPageProps {
  site: Site
  paperId: PaperId
  /** Where the form goes. */
  action: string
  text: string
  /** Something new is said, nothing changed. */
  isNew?: boolean
  /** The comment that is changed. */
  commentId?: string
  /** The text that is replied to. */
  to?: string
  preview?: boolean
  /** Why what was sent is not done. */
  problem?: string
}

/** A comment that is written, looked at, or could not be kept. */
export function CommentFormPage(props: CommentFormPageProps) {
  const { site, paperId, action, text, to, preview = false, isNew = false, problem, commentId } = props
  const title = isNew ? 'Your comment' : 'Change your comment'
  return (
    <Layout site={site} head={{ title, description: `${title} on a paper of ${site.name}.` }}>
      <h1 class="page-title">{title}</h1>
      <p class="lead">
        On <a href={`${routes.paper(paperId)}#comments`}>{printId(paperId)}</a>
      </p>
      {problem && (
        <p class="problem" role="alert" data-form-problem>
          {problem}
        </p>
      )}
      {!site.viewer && <SignInFirst back={`${routes.paper(paperId)}#comments`} />}
      {to !== undefined && (
        <blockquote class="replied-to comment-body" dir="auto" dangerouslySetInnerHTML={commentHtml(to)} />
      )}
      <CommentForm
        id="comment"
        label={to === undefined ? title : 'Your reply'}
        {...{ action, text, preview }}
      />
      {commentId && <DeleteForm action={routes.ofComment(paperId, commentId, 'delete')} />}
    </Layout>
  )
}

/** The session ended while somebody wrote: what they wrote is still in the form. */
function SignInFirst({ back }: { back: string }) {
  return (
    <p class="problem">
      You aren’t signed in. <a href={routes.signIn(back)}>Sign in in another tab</a>, then come back here and
      send it: what you wrote stays below.
    </p>
  )
}

function DeleteForm({ action }: { action: string }) {
  return (
    <form class="form" method="post" action={action}>
      <h2>Take it back</h2>
      <p>Its text and its earlier versions are deleted. Replies to it stay.</p>
      <button class="button" type="submit">
        Delete this comment
      </button>
    </form>
  )
}
