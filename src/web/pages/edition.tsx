import { counted } from '../../count-text.ts'
import { type Day, daysSpan, monthOf } from '../../papers/calendar.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { Banner } from '../views/banner.tsx'
import { DataIsland } from '../views/data-island.tsx'
import { periodText } from '../views/date-text.ts'
import { emptyText, insteadText } from '../views/empty-day-text.ts'
import { LateNotice } from '../views/late-notice.tsx'
import { Layout, type PageFeed, type PageHead } from '../views/layout.tsx'
import { ListHead, PeriodSteps } from '../views/list-head.tsx'
import { MonthCalendar } from '../views/month-calendar.tsx'
import { NewSince } from '../views/new-since.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import { ListShareMeta } from '../views/share-meta.tsx'
import { Topics } from '../views/topics.tsx'
import type { EditionPageProps } from './page-props.ts'

/** The papers of a day, a week or a month; the front page, too. */
export function EditionPage(props: EditionPageProps) {
  const { site, period, periodKey: key, papers, paging, noEditions, news } = props
  const day = dayWithin(props)
  return (
    <Layout site={site} head={headOf(props)} {...(props.front && { section: 'today' as const })}>
      <Banner site={site} />
      <LateNotice site={site} />
      <ListHead site={site} tab={period} day={day}>
        <PeriodSteps
          heading={noEditions ? 'The newest papers' : periodText(period, key)}
          day={day}
          previous={addressOf(period, props.previousKey)}
          next={addressOf(period, props.nextKey)}
        />
      </ListHead>
      <Explanations {...props} />
      <NewSince news={news} now={site.now} />
      <div class="columns">
        <div>
          {papers.length > 0 ? (
            <PaperList
              {...{ papers, paging }}
              now={site.now}
              ranked={!noEditions}
              {...(news && { news: news.papers })}
            />
          ) : (
            <NoPapers />
          )}
        </div>
        {props.month.length > 0 && <Rail {...props} />}
      </div>
      {props.data && <DataIsland data={props.data} />}
    </Layout>
  )
}

/** A day of the week or month that has papers, the newest; what the tabs and the date picker start from. */
function dayWithin({ period, periodKey, month }: EditionPageProps): Day {
  const { first, last } = daysSpan(period, periodKey)
  const within = month.filter(({ day, papers }) => papers > 0 && day >= first && day <= last)
  return within.at(-1)?.day ?? first
}

function Rail({ site, period, periodKey, month, topics }: EditionPageProps) {
  return (
    <aside class="rail" aria-label="The month and its topics">
      <Topics topics={topics} heading={`Topics of the ${period}`} />
      <MonthCalendar
        month={monthOf(month[0]?.day ?? daysSpan(period, periodKey).first)}
        counts={month}
        today={site.today}
        {...(period === 'day' && { shown: periodKey })}
      />
    </aside>
  )
}

function addressOf(period: EditionPageProps['period'], key: string | undefined): string | undefined {
  return key === undefined ? undefined : routes[period](key)
}

/** Why the page shows what it shows, where that isn't plain. */
function Explanations(props: EditionPageProps) {
  const {
    site,
    empty,
    expected,
    period,
    periodKey: shown,
    nextKey,
    stillOpen,
    byRule,
    noEditions,
    papers,
  } = props
  if (noEditions) {
    if (papers.length === 0) return null
    return <p class="explain">No day has an edition yet, so these are the newest papers of all.</p>
  }
  return (
    <>
      {empty && (
        <p class="explain">
          {emptyText(
            period,
            { ...empty, today: site.today },
            expected && { papers: expected, now: site.now },
          )}{' '}
          {papers.length > 0 && insteadText({ period, shown, day: empty.day, newest: nextKey === undefined })}
        </p>
      )}
      {byRule && (
        <p class="explain">
          Chosen by rule, except what members submit: nobody has picked papers for this {period}.{' '}
          <a href={`${routes.about()}#rule`}>How the rule works</a>
        </p>
      )}
      {stillOpen && <p class="explain">Still coming: more papers may join this edition before it closes.</p>}
    </>
  )
}

function headOf(props: EditionPageProps): PageHead {
  const { site, period, periodKey: key, papers, paging, front, noEditions } = props
  const title = periodText(period, key)
  const first = papers.slice(0, 3).map((paper) => plainLatex(paper.title))
  const description =
    first.length === 0
      ? `Research papers, chosen by ${site.curator ? `${site.curator} and ` : ''}the research community.`
      : `${counted(paging.total ?? papers.length, 'research paper')}, ${title}: ${first.join(' · ')}`
  const canonical = paging.from > 1 ? {} : { path: front ? routes.front() : routes[period](key) }
  const list = noEditions || paging.from > 1 || papers.length === 0 ? undefined : routes[period](key)
  const children = list && <ListShareMeta site={site} list={list} alt={`${site.name}: ${title}`} />
  return { ...(!front && { title }), description, ...canonical, feeds: feedsOf(props), children }
}

/** Most who come here want to follow all editions; a week or a month can be followed, too. */
function feedsOf({ site, period, periodKey: key, front }: EditionPageProps): PageFeed[] {
  const all = { title: site.name, list: routes.papers() }
  const own = { title: periodText(period, key), list: routes[period](key) }
  if (front) return [all]
  return period === 'day' ? [all, own] : [own, all]
}
