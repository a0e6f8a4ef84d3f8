import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import { routes } from '../routes.ts'
import { LateNotice } from '../views/late-notice.tsx'
import { Layout } from '../views/layout.tsx'
import { NewSince, type News } from '../views/new-since.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import type { Site } from '../views/site.ts'
import type { Paging } from './page-props.ts'

export interface FollowingPageProps {
  site: Site
  papers: ListedPaper[]
  /** Why each is there. */
  reasons: ReadonlyMap<PaperId, string>
  paging: Paging
  /** How much they follow. */
  follows: number
  /** Names and keywords could not be looked for. */
  withoutSearch: boolean
  news?: News
}

/** What a member follows, as one list. */
export function FollowingPage(props: FollowingPageProps) {
  const { site, papers, reasons, paging, follows, withoutSearch, news } = props
  const head = { title: 'Following', description: 'The newest papers of what you follow.' }
  return (
    <Layout site={site} head={head} section="following">
      <LateNotice site={site} />
      <div class="after-head">
        <h1 class="page-title">Following</h1>
        {follows > 0 && (
          <p class="quiet">
            The newest papers that fit what you follow.{' '}
            <a href={routes.ownFollows()}>Change what you follow</a>
          </p>
        )}
        <NewSince news={news} now={site.now} />
        {withoutSearch && (
          <p role="status">
            The search is being built: papers that fit only a name or a keyword are missing at this moment.
          </p>
        )}
      </div>
      <h2 class="visually-hidden">Papers</h2>
      {papers.length > 0 ? (
        <PaperList
          {...{ papers, paging, reasons }}
          now={site.now}
          category
          {...(news && { news: news.papers })}
        />
      ) : (
        <Nothing follows={follows} />
      )}
    </Layout>
  )
}

function Nothing({ follows }: { follows: number }) {
  if (follows > 0)
    return (
      <NoPapers>
        No paper here fits what you follow. <a href={routes.ownFollows()}>Change what you follow</a>
      </NoPapers>
    )
  return (
    <div class="prose">
      <p>
        You follow nothing yet. Once you do, the newest papers of it come together here, each with the reason.
      </p>
      <ul>
        <li>
          <strong>Authors, keywords, organizations:</strong> the page of each paper has a button “Follow” that
          names its own.
        </li>
        <li>
          <strong>Categories:</strong> choose one at <a href={routes.newest()}>New</a>, and follow it there.
        </li>
        <li>
          <strong>People who bring papers:</strong> their pages have a button.
        </li>
        <li>
          <strong>Anything by its name:</strong> <a href={routes.ownFollows()}>write it into your settings</a>
          .
        </li>
      </ul>
    </div>
  )
}
