import type { Discussion } from '../../community/comments/discussion.ts'
import { counted } from '../../count-text.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { DiscussionSection } from '../views/discussion.tsx'
import { Layout } from '../views/layout.tsx'
import { titleHtml } from '../views/math.tsx'
import { PaperCrumbs } from '../views/paper-crumbs.tsx'
import type { Site } from '../views/site.ts'

interface DiscussionPageProps {
  site: Site
  paper: ListedPaper
  discussion: Discussion
}

/** The discussion of a paper by itself: longer ones have parts. */
export function DiscussionPage({ site, paper, discussion }: DiscussionPageProps) {
  const name = plainLatex(paper.title)
  const head = {
    title: `Discussion: ${name}`,
    description: `${counted(paper.memberComments, 'comment')} on ${name}`,
    path: routes.discussion(paper.id),
    feeds: [{ title: `Discussion: ${name}`, list: routes.discussion(paper.id) }],
  }
  return (
    <Layout site={site} head={head}>
      <div class="paper">
        <PaperCrumbs site={site} id={paper.id} />
        <h1 class="title">
          <a href={routes.paper(paper.id)} dangerouslySetInnerHTML={titleHtml(paper.title)} />
        </h1>
        <DiscussionSection site={site} paper={paper} discussion={discussion} />
      </div>
    </Layout>
  )
}
