import { routes } from '../routes.ts'
import { Banner } from '../views/banner.tsx'
import { DataIsland } from '../views/data-island.tsx'
import { LateNotice } from '../views/late-notice.tsx'
import { Layout } from '../views/layout.tsx'
import { ListHead } from '../views/list-head.tsx'
import { NewSince } from '../views/new-since.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import { ListShareMeta } from '../views/share-meta.tsx'
import type { TrendingPageProps } from './page-props.ts'

/** The papers that gather votes now. */
export function TrendingPage({ site, papers, paging, data, news }: TrendingPageProps) {
  const head = {
    title: 'Trending papers',
    description:
      'Research papers that gather upvotes now: those of the last thirty days, the newer the better.',
    path: routes.trending(),
    feeds: [{ title: 'Trending papers', list: routes.trending() }],
    children: <ListShareMeta site={site} list={routes.trending()} alt={`${site.name}: Trending papers`} />,
  }
  return (
    <Layout site={site} head={head} section="trending">
      <Banner site={site} />
      <LateNotice site={site} />
      <ListHead site={site} tab="trending" day={site.today}>
        <div class="when">
          <h2>Trending papers</h2>
        </div>
      </ListHead>
      <p class="explain">
        Papers of the last thirty days by upvotes; each is worth half as much every two days.{' '}
        <a href={`${routes.about()}#order`}>How the order is made</a>
      </p>
      <NewSince news={news} now={site.now} />
      {papers.length > 0 ? (
        <PaperList
          papers={papers}
          paging={paging}
          now={site.now}
          ranked
          {...(news && { news: news.papers })}
        />
      ) : (
        <NoPapers>
          Nothing is trending: no edition of the last thirty days has papers, and no other paper of these days
          brought votes.
        </NoPapers>
      )}
      {data && <DataIsland data={data} />}
    </Layout>
  )
}
