import { counted, exactCount } from '../../count-text.ts'
import type { Source } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { dateOnly, longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import type { SourcesPageProps } from './page-props.ts'

const sourceNames: Record<Source, string> = {
  arxiv: 'arXiv',
  acl: 'ACL Anthology',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
  openreview: 'OpenReview',
  doi: 'Publishers, by DOI',
  file: 'Files, without an identifier',
}

/** What is stored, by where it comes from. */
export function SourcesPage({ site, sources, editions }: SourcesPageProps) {
  const head = {
    title: 'Sources',
    description: `Where the papers of ${site.name} come from, and how many there are.`,
    path: routes.sources(),
  }
  return (
    <Layout site={site} head={head} section="sources">
      <div class="prose">
        <h1>Sources</h1>
        <p>
          {site.sample
            ? 'Nothing was imported yet: these are the papers of the sample edition, which comes with the software.'
            : 'Papers come from files that were imported here. Each counts for the source that its identifier belongs to.'}
        </p>
        <EditionsSpan {...editions} />
      </div>
      {sources.length > 0 ? (
        <SourcesTable sources={sources} />
      ) : (
        <p class="lead">No papers are stored yet.</p>
      )}
    </Layout>
  )
}

function EditionsSpan({ days, first, last }: SourcesPageProps['editions']) {
  if (days === 0 || !first || !last) return <p>No day has an edition yet.</p>
  return (
    <p>
      {counted(days, 'day has an edition', 'days have an edition')}, from{' '}
      <a href={routes.day(first)}>{longDay(first)}</a> to <a href={routes.day(last)}>{longDay(last)}</a>.
    </p>
  )
}

function SourcesTable({ sources }: Pick<SourcesPageProps, 'sources'>) {
  return (
    <div class="table-wrap">
      <table class="table">
        <caption class="visually-hidden">Papers stored, by source</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" class="number">
              Papers
            </th>
            <th scope="col">Newest paper</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ source, papers, newest }) => (
            <tr key={source}>
              <th scope="row">{sourceNames[source]}</th>
              <td class="number">{exactCount(papers)}</td>
              <td>{newest ? <time dateTime={newest}>{dateOnly(newest)}</time> : 'no date known'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
