import { routes } from '../routes.ts'
import { KeyTable } from '../views/footer.tsx'
import { Layout } from '../views/layout.tsx'
import type { AboutPageProps } from './page-props.ts'

/** What this is, how its lists come about, and what it does not do. */
export function AboutPage({ site, version }: AboutPageProps) {
  const head = {
    title: 'About',
    description: `What ${site.name} is, how its lists are ordered, and what it does with its readers.`,
    path: routes.about(),
  }
  return (
    <Layout site={site} head={head} section="about">
      <div class="prose">
        <h1>About {site.name}</h1>
        <p>
          Every day a short list of research papers, chosen by {site.curator && `${site.curator} and `}the
          research community, with their whole abstracts.
        </p>
        <h2 id="order">How the lists are ordered</h2>
        <p>
          A day, a week or a month is ordered by upvotes. Papers with the same number keep the order of the
          recorded list, then that in which they came.
        </p>
        <p>
          <a href={routes.trending()}>Trending</a> looks at the editions of the last thirty days before the
          newest one. An upvote is worth half as much every two days. The formula comes with the software, in{' '}
          <code>docs/ranking.md</code>.
        </p>
        <p>
          An edition belongs to a weekday. What comes on Saturday or Sunday joins Monday’s, because arXiv
          doesn’t announce papers on these days.
        </p>
        <ByRule />
        <h2>What it does with its readers</h2>
        <p>
          No page loads anything from another site, and no link tells another site where you came from.
          Reading needs no account and sets no cookie.
        </p>
        <KeptKind />
        <ForPrograms />
        <h2>Keys</h2>
        <p>
          Everything is a link or a form and works without scripts. With one, these keys help; those of one
          letter or sign can be turned off by a box among the keys, which open from below every page.
        </p>
        <KeyTable />
        <h2>The software</h2>
        <p>Broadsheet {version} runs this site. It is free software under the MIT licence.</p>
      </div>
    </Layout>
  )
}

function ByRule() {
  return (
    <>
      <h2 id="rule">Days without a curator</h2>
      <p>
        Where nobody picks papers for a day, the best of what was announced that day stand there, by a score
        from what is known of them: upvotes, comments, code and its stars, project pages, category. Such an
        edition says so, and gives way as soon as people pick. The formula is in <code>docs/ranking.md</code>,
        too.
      </p>
    </>
  )
}

function KeptKind() {
  return (
    <>
      <h2>How it is kept kind</h2>
      <p>
        Members report what harms; moderators decide, with a reason, and what they did stands in a{' '}
        <a href={routes.moderationLog()}>public log</a>. All of it can be taken back.
      </p>
    </>
  )
}

function ForPrograms() {
  return (
    <>
      <h2 id="programs">For programs</h2>
      <p>
        What is shown here can be had by programs, too: by <a href={routes.feeds()}>feeds</a>, by a{' '}
        <a href={routes.apiDocs()}>JSON API</a>, by agents that speak the Model Context Protocol (at{' '}
        <code>{routes.mcp()}</code>), and all at once as <a href={routes.dumps()}>dumps</a>. Papers, days,
        weeks, months and the trending papers are there as Markdown: write <code>.md</code> behind their
        address. <a href={routes.llms()}>llms.txt</a> says all of this to agents.
      </p>
    </>
  )
}
