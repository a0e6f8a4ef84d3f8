import { queryLanguage } from '../../search/query/query-language.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import type { SearchHelpPageProps } from './page-props.ts'

/** What can be pasted instead of words. */
const pasted = [
  '2403.03507',
  'arXiv:2403.03507v2',
  'https://arxiv.org/abs/2403.03507',
  '10.48550/arXiv.2403.03507',
]

/** How to search: what can be asked, with examples that can be pressed. */
export function SearchHelpPage({ site }: SearchHelpPageProps) {
  const head = {
    title: 'How to search',
    description: `How to search the papers of ${site.name} by words and by meaning.`,
    path: routes.searchHelp(),
  }
  return (
    <Layout site={site} head={head} section="about">
      <div class="prose">
        <h1>How to search</h1>
        <p>
          Write what you look for, in a few words or as a question. Every search goes two ways at once: by the
          words of titles, abstracts and authors, and by meaning, which also finds papers that say the same in
          other words. What is found most surely by both stands first.
        </p>
        <p>The id, DOI or address of a paper leads to the paper: {pasted.map(asCode)}.</p>
        <h2>What can be written</h2>
        <p>Press an example to see what it finds.</p>
        <Rules />
        <h2>Filters, order, and one way only</h2>
        <p>
          Beside the papers found stand their categories and years; each leads to the papers of it alone, and
          all filters become words of the query, so that the address of the page is the search: keep it, or
          send it to somebody. Papers come by relevance; the newest or the most upvoted can stand first
          instead, and are then those that hold all words. “Words only” and “meaning only” take one of the two
          ways away.
        </p>
        <p>
          Nothing that is typed is an error. Where a part of it could not be used as it was meant, the page
          says which and why.
        </p>
      </div>
    </Layout>
  )
}

function asCode(text: string, index: number) {
  return (
    <>
      {index > 0 && ', '}
      <code>{text}</code>
    </>
  )
}

/** The table that the parser is tested against. */
function Rules() {
  return (
    <dl class="rules">
      {queryLanguage.map(({ written, meaning, example }) => (
        <div key={written}>
          <dt>
            <code>{written}</code>
          </dt>
          <dd>
            {meaning}
            <br />
            <a href={routes.search({ q: example })} rel="nofollow">
              <code>{example}</code>
            </a>
          </dd>
        </div>
      ))}
    </dl>
  )
}
