import { counted, exactCount } from '../../count-text.ts'
import type { Source } from '../../papers/paper.ts'
import type { CategoryCounts } from '../../sources/freshness/category-counts.ts'
import type { SourceFreshness } from '../../sources/freshness/freshness.ts'
import { atStart } from '../../sources/freshness/time-text.ts'
import type { SourcesPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { categoryName } from './category-names.ts'
import { dateOnly, longDay } from './date-text.ts'
import { FoldTable } from './fold-table.tsx'
import { Ago, Moment, remarkOf, ShortDay, SourceState } from './source-words.tsx'

/** What is harvested, and how fresh it is. */
export function FreshnessTable({ sources, now }: { sources: SourceFreshness[]; now: number }) {
  const rows = sources.map((told) => ({
    key: told.source,
    head: (
      <>
        <a href={routes.source(told.source)}>{atStart(told.title)}</a>
        {told.parts.length > 0 && <span class="asked-for">{told.parts.join(', ')}</span>}
      </>
    ),
    cells: [
      <SourceState key="state" told={told} now={now} />,
      <Ago key="success" at={told.lastSuccess} now={now} />,
      <ShortDay key="newest" day={told.newestPaper} now={now} />,
      <Moment key="next" at={told.nextRun} now={now} />,
    ],
    remark: remarkOf(told),
  }))
  const columns = ['Source', 'State', 'Last success', 'Newest paper', 'Next run'].map((name) => ({ name }))
  return <FoldTable caption="How fresh each source is" columns={columns} rows={rows} />
}

/** The last list of arXiv's by category, against what is usual. */
export function CategoryTable({ counts }: { counts: CategoryCounts }) {
  const { day, comparedWith, categories } = counts
  const rows = categories.map(({ category, papers, usual, isUnusual }) => ({
    key: category,
    head: (
      <>
        <a href={routes.newest({ category })}>{category}</a>
        <span class="asked-for">{categoryName(category)}</span>
        {isUnusual && <span class="unusual">unusually few</span>}
      </>
    ),
    cells: [exactCount(papers), usual === undefined ? 'not known yet' : exactCount(usual)],
  }))
  const usual =
    comparedWith < 2
      ? 'What is usual isn’t known yet: that takes two lists of the same weekday.'
      : `Usual is the median of the last ${counted(comparedWith, 'list')} of the same weekday.`
  return (
    <>
      <p>
        arXiv’s list of {longDay(day)}: new papers, and those added to a category from another. {usual}
      </p>
      <FoldTable
        caption="New papers by category, and the usual number"
        columns={[
          { name: 'Category' },
          { name: 'Papers', isNumber: true },
          { name: 'Usual', isNumber: true },
        ]}
        rows={rows}
        fold={false}
      />
    </>
  )
}

const storedNames: Record<Source, string> = {
  arxiv: 'arXiv',
  acl: 'ACL Anthology',
  biorxiv: 'bioRxiv',
  medrxiv: 'medRxiv',
  openreview: 'OpenReview',
  doi: 'Publishers, by DOI',
  file: 'Files, without an identifier',
}

/** What is stored, by where it comes from. */
export function StoredTable({ stored }: Pick<SourcesPageProps, 'stored'>) {
  const rows = stored.map(({ source, papers, newest }) => ({
    key: source,
    head: storedNames[source],
    cells: [
      exactCount(papers),
      newest === undefined ? (
        'no date known'
      ) : (
        <time key="newest" dateTime={newest}>
          {dateOnly(newest)}
        </time>
      ),
    ],
  }))
  const columns = [{ name: 'Papers of' }, { name: 'Papers', isNumber: true }, { name: 'Newest paper' }]
  return <FoldTable caption="Papers stored, by source" columns={columns} rows={rows} fold={false} />
}
