import { exactCount } from '../../count-text.ts'
import { createHighlighter } from '../../search/highlight/highlighter.ts'
import { printQuery } from '../../search/query/print-query.ts'
import { routes } from '../routes.ts'
import { Banner } from '../views/banner.tsx'
import { FollowSearch } from '../views/follow-search.tsx'
import { Layout } from '../views/layout.tsx'
import { Narrow } from '../views/narrow.tsx'
import { NothingFound } from '../views/nothing-found.tsx'
import { PaperList } from '../views/paper-list.tsx'
import { SaveSearch } from '../views/save-search.tsx'
import { SearchHead } from '../views/search-head.tsx'
import { SearchNotes } from '../views/search-notes.tsx'
import type { SearchPageProps } from './page-props.ts'

/** What a search finds, laid out as a list of papers; or why it finds nothing, and what to try. */
export function SearchPage(props: SearchPageProps) {
  const { site, query, papers, paging, state } = props
  const asked = printQuery(query)
  const head = {
    title: `${asked} · Search`,
    description: `Research papers about ${asked}.`,
    // Who follows a search wants what is new, however the page is sorted.
    feeds: [{ title: asked, list: routes.searchList({ q: query.text, mode: props.mode, sort: 'newest' }) }],
  }
  return (
    <Layout site={site} head={head} search={query.text}>
      <Banner site={site} />
      <SearchHead {...props} />
      {!site.sample && (
        <div class="search-actions">
          <FollowSearch query={query} follows={props.follows} />
          <SaveSearch {...props} />
        </div>
      )}
      <SearchNotes {...props} />
      {state.kind !== 'unavailable' && (
        <div class="columns">
          <Narrow {...props} />
          <div>
            {papers.length > 0 ? (
              <PaperList
                papers={papers}
                paging={paging}
                now={site.now}
                marks={{
                  title: createHighlighter(query, 'title'),
                  abstract: createHighlighter(query, 'abstract'),
                }}
                category
              />
            ) : (
              <NothingFound {...props} />
            )}
            <EndOfReach {...props} />
          </div>
        </div>
      )}
    </Layout>
  )
}

/** Paging ends before the papers do. */
function EndOfReach({ paging, total, reachable }: SearchPageProps) {
  if (paging.next !== undefined || reachable >= total || paging.to < reachable) return null
  return (
    <p class="explain">
      A search shows its first {exactCount(reachable)} papers. Add a word or a filter to reach others.
    </p>
  )
}
