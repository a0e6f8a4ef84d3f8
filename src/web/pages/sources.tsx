import { counted } from '../../count-text.ts'
import { areHolidaysKnown } from '../../sources/arxiv-announcements.ts'
import { momentText, weekdayText } from '../../sources/freshness/time-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import { CategoryTable, FreshnessTable, StoredTable } from '../views/source-tables.tsx'
import type { SourcesPageProps } from './page-props.ts'

/** Where papers come from, how fresh that is, and what is stored. */
export function SourcesPage(props: SourcesPageProps) {
  const { site, freshness, categories, stored } = props
  const head = {
    title: 'Sources',
    description: `Where the papers of ${site.name} come from, how fresh they are, and how many there are.`,
    path: routes.sources(),
  }
  return (
    <Layout site={site} head={head} section="sources">
      <div class="sources">
        <h1 class="page-title">Sources</h1>
        {freshness.length > 0 ? (
          <>
            <p>This site asks these sources by itself. Times are UTC.</p>
            <FreshnessTable sources={freshness} now={site.now} />
            <Announcement {...props} />
          </>
        ) : (
          <NothingHarvested />
        )}
        {categories && (
          <section>
            <h2>New papers by category</h2>
            <CategoryTable counts={categories} />
          </section>
        )}
        <section>
          <h2>Papers stored</h2>
          <p>
            {site.sample
              ? 'No paper has come yet: these are the papers of the sample edition, which comes with the software.'
              : 'Harvested papers and those of imported files together. Each counts for the source that its identifier belongs to.'}
          </p>
          <EditionsSpan {...props.editions} />
          {stored.length > 0 ? <StoredTable stored={stored} /> : <p>No papers are stored yet.</p>}
        </section>
      </div>
    </Layout>
  )
}

function NothingHarvested() {
  return (
    <p>
      Nothing is harvested here: the setting <code>SOURCES</code> is empty, so papers come only from files
      that are imported. To change that, name sources, such as <code>SOURCES=arxiv:cs.AI+cs.CL,hf-daily</code>
      , and start the server again. <code>docs/sources.md</code> has them all.
    </p>
  )
}

function Announcement({ site, announcement }: SourcesPageProps) {
  if (!announcement) return null
  const { at, evening } = announcement
  const year = evening.slice(0, 4)
  return (
    <p>
      arXiv announces papers next on {weekdayText(evening)} at 20:00 New York time ({momentText(at, site.now)}
      ). It does so from Sunday to Thursday, except on its holidays
      {areHolidaysKnown(evening) ? '.' : `; those of ${year} aren’t known here yet.`}
    </p>
  )
}

function EditionsSpan({ days, first, last }: SourcesPageProps['editions']) {
  if (days === 0 || !first || !last) return <p>No day has an edition yet.</p>
  if (first === last) {
    return (
      <p>
        1 day has an edition, <a href={routes.day(first)}>{longDay(first)}</a>.
      </p>
    )
  }
  return (
    <p>
      {counted(days, 'day has an edition', 'days have an edition')}, from{' '}
      <a href={routes.day(first)}>{longDay(first)}</a> to <a href={routes.day(last)}>{longDay(last)}</a>.
    </p>
  )
}
