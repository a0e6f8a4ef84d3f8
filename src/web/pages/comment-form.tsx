import type { KnownNames } from '../../community/comments/named-people.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import type { PaperId } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { CommentForm } from '../views/comment-form.tsx'
import { commentHtml } from '../views/comment-text.ts'
import { Layout } from '../views/layout.tsx'
import { SignInAgain } from '../views/sign-in-again.tsx'
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
  /** Whose names in the texts become links. */
  known?: KnownNames
  /** Why what was sent is not done. */
  problem?: string
}

/** A comment that is written, looked at, or could not be kept. */
export function CommentFormPage(props: CommentFormPageProps) {
  const { site, paperId, action, text, to, preview = false, isNew = false, problem, commentId, known } = props
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
      {!site.viewer && <SignInAgain back={`${routes.paper(paperId)}#comments`} />}
      {to !== undefined && (
        <blockquote
          class="replied-to comment-body"
          dir="auto"
          dangerouslySetInnerHTML={commentHtml(to, known)}
        />
      )}
      <CommentForm
        id="comment"
        label={to === undefined ? title : 'Your reply'}
        {...{ action, text, preview, known }}
      />
      {commentId && <DeleteForm action={routes.ofComment(paperId, commentId, 'delete')} />}
    </Layout>
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
