import { exactCount } from '../../count-text.ts'
import type { ArchivedDigest, ArchivePart } from '../../digests/archive.ts'
import type { DigestPeriod } from '../../digests/subscription.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay, monthText, weekText } from '../views/date-text.ts'
import { digestFeeds } from '../views/digest-feeds.ts'
import { Layout } from '../views/layout.tsx'
import { LogPaging } from '../views/log-paging.tsx'
import type { Site } from '../views/site.ts'
import type { Paging } from './page-props.ts'

interface ArchivePageProps {
  site: Site
  /** Absent: both. */
  period: DigestPeriod | undefined
  months: ArchivePart['months']
  paging: Paging
}

/** Past digests by month, the newest first. */
export function ArchivePage({ site, period, months, paging }: ArchivePageProps) {
  const feeds = digestFeeds(site)
  const head = {
    title: 'Past digests',
    description: `What ${site.name} sent by mail, day by day and week by week.`,
    path: routes.archive(period),
    feeds: period === undefined ? feeds : feeds.filter(({ list }) => list === routes.archive(period)),
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Past digests</h1>
        <p>
          What {site.name} sends by mail to who follows everything. <a href={routes.subscribe()}>Subscribe</a>{' '}
          for those to come.
        </p>
        <Periods period={period} />
        {months.length === 0 && <p>There are none yet: the first one is made when a day is over.</p>}
        {months.map(({ month, digests }) => (
          <section key={month}>
            <h2>{monthText(month)}</h2>
            <ul class="rows">
              {digests.map((digest) => (
                <li key={digest.key}>
                  <Row digest={digest} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <LogPaging paging={paging} label="Parts of the archive" unit="months" />
      </div>
    </Layout>
  )
}

const periods = [
  { name: 'All', period: undefined },
  { name: 'Daily', period: 'daily' },
  { name: 'Weekly', period: 'weekly' },
] as const

function Periods({ period: shown }: { period: DigestPeriod | undefined }) {
  return (
    <ul class="settings-links" aria-label="Which are shown">
      {periods.map(({ name, period }) => (
        <li key={name}>
          <a href={routes.archive(period)} {...(period === shown && { 'aria-current': 'page' as const })}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

function Row({ digest }: { digest: ArchivedDigest }) {
  const { period, key, papers, title } = digest
  const others = papers - 1
  return (
    <p>
      <a href={routes.pastDigest(digest)}>
        {period === 'daily' ? longDay(key) : `The week of ${weekText(key)}`}
      </a>
      <br />
      <span class="quiet">
        {plainLatex(title)}
        {others > 0 && ` · and ${exactCount(others)} more`}
      </span>
    </p>
  )
}
