import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { DiscussionSection } from '../views/discussion.tsx'
import { Faces } from '../views/faces.tsx'
import { Layout } from '../views/layout.tsx'
import { abstractHtml, titleHtml } from '../views/math.tsx'
import { MemberLinks } from '../views/member-links.tsx'
import { PaperActions } from '../views/paper-actions.tsx'
import { PaperAuthors } from '../views/paper-authors.tsx'
import { PaperCrumbs } from '../views/paper-crumbs.tsx'
import { PaperDetails } from '../views/paper-details.tsx'
import { PaperMeta } from '../views/paper-meta.tsx'
import { PaperStanding } from '../views/paper-standing.tsx'
import { PaperWarnings } from '../views/paper-warnings.tsx'
import { SimilarPapers } from '../views/similar-papers.tsx'
import { SubmitterNotes } from '../views/submitter-notes.tsx'
import type { PaperPageProps } from './page-props.ts'

/** One paper: everything that is known of it. */
export function PaperPage({
  site,
  paper,
  shownVersion,
  editions,
  voters = [],
  discussion,
  members,
  similar,
  follows,
}: PaperPageProps) {
  const head = {
    title: plainLatex(paper.title),
    description: excerpt(plainLatex(paper.abstract)),
    path: routes.paper(paper.id),
    type: 'article' as const,
    feeds: [{ title: 'Discussion of this paper', list: routes.discussion(paper.id) }],
    children: <PaperMeta site={site} paper={paper} />,
  }
  return (
    <Layout site={site} head={head}>
      <article class="paper">
        <PaperCrumbs site={site} id={paper.id} />
        <PaperWarnings paper={paper} shownVersion={shownVersion} />
        <h1 class="title" dangerouslySetInnerHTML={titleHtml(paper.title)} />
        <PaperAuthors paper={paper} claims={members?.claims ?? []} />
        <PaperStanding paper={paper} editions={editions} now={site.now} voted={site.sample} />
        <PaperActions site={site} paper={paper} follows={follows} />
        {members && <MemberLinks paper={paper} members={members} />}
        <Faces voters={voters} votes={paper.votes} />
        <div class="columns">
          <div>
            <section>
              <h2>Abstract</h2>
              <p class="whole" dangerouslySetInnerHTML={abstractHtml(paper.abstract)} />
            </section>
            <MachineSummary paper={paper} />
            <Keywords words={paper.keywords} />
            {members && <SubmitterNotes notes={members.notes} now={site.now} />}
            {discussion && <DiscussionSection {...{ site, paper, discussion }} />}
            <SimilarPapers similar={similar} now={site.now} />
          </div>
          <PaperDetails paper={paper} />
        </div>
      </article>
    </Layout>
  )
}

function MachineSummary({ paper }: Pick<PaperPageProps, 'paper'>) {
  if (!paper.aiSummary) return null
  // Curators name themselves so.
  const byMember = paper.aiSummaryModel?.startsWith('@')
  return (
    <section>
      <h2>{byMember ? 'Summary' : 'Summary by a machine'}</h2>
      <div class="summary">
        <p>{paper.aiSummary}</p>
        <p class="quiet">
          Written by {paper.aiSummaryModel ?? 'a language model'}, not by the authors. It may be wrong.
        </p>
      </div>
    </section>
  )
}

function Keywords({ words }: { words: string[] }) {
  if (words.length === 0) return null
  return (
    <section>
      <h2>Keywords</h2>
      <ul class="keywords">
        {[...new Set(words)].map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </section>
  )
}

/** As long as search engines and other sites show. */
function excerpt(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, text.lastIndexOf(' ', 199)).trimEnd()}…`
}
