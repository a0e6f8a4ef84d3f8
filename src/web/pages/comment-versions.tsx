import type { KnownNames } from '../../community/comments/named-people.ts'
import { formulaBudget } from '../../community/markdown/formula-budget.ts'
import { printId } from '../../papers/identifiers/identifiers.ts'
import type { PaperId } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { commentHtml } from '../views/comment-text.ts'
import { fullDate } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

interface CommentVersionsPageProps {
  site: Site
  paperId: PaperId
  commentId: string
  /** The newest first. */
  texts: { body: string; at: number }[]
  known: KnownNames
}

/** What a comment said before it was changed. */
export function CommentVersionsPage({ site, paperId, commentId, texts, known }: CommentVersionsPageProps) {
  const title = 'Versions of a comment'
  const mayBeSet = formulaBudget()
  return (
    <Layout site={site} head={{ title, description: `${title} on a paper of ${site.name}.` }}>
      <h1 class="page-title">{title}</h1>
      <p class="lead">
        <a href={routes.comment(paperId, commentId)}>The comment</a> on{' '}
        <a href={routes.paper(paperId)}>{printId(paperId)}</a>
      </p>
      {texts.map(({ body, at }, index) => (
        <section class="version" key={at}>
          <h2>
            {index === 0 ? 'Now, since ' : 'From '}
            {fullDate(new Date(at).toISOString())}
          </h2>
          <div
            class="comment-body"
            dir="auto"
            dangerouslySetInnerHTML={commentHtml(body, known, mayBeSet(body))}
          />
        </section>
      ))}
    </Layout>
  )
}
