import { type FeedFormat, feedFormats } from '../feeds/feed.ts'
import { routes } from '../routes.ts'
import { categoryName } from '../views/category-names.ts'
import { digestFeeds } from '../views/digest-feeds.ts'
import { Layout } from '../views/layout.tsx'
import { mainLists } from '../views/main-lists.ts'
import type { Site } from '../views/site.ts'

const names: Record<FeedFormat, string> = { atom: 'Atom', rss: 'RSS', json: 'JSON Feed' }

/** What can be followed with a feed reader, and how. */
export function FeedsPage({ site, categories }: { site: Site; categories: readonly string[] }) {
  const lists = [...mainLists(site), ...digestFeeds(site)]
  const head = {
    title: 'Feeds',
    description: `Feeds of ${site.name} for feed readers: editions, trending papers, categories, searches, people.`,
    path: routes.feeds(),
    feeds: lists,
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Feeds</h1>
        <p>
          A feed reader tells you what is new without an account and without mail. Give it the address of a
          feed below; the abstracts come along whole, formulas as LaTeX.
        </p>
        <ul>
          {lists.map(({ title, list, about }) => (
            <li key={list}>
              <a href={list}>{title}</a>: {about} <Formats list={list} />
            </li>
          ))}
        </ul>
        <SearchFeed />
        <EveryList />
        <Categories categories={categories} />
      </div>
    </Layout>
  )
}

function Formats({ list }: { list: string }) {
  return (
    <span class="feed-formats quiet">
      {feedFormats.map((format, i) => (
        <>
          {i > 0 && ' · '}
          <a href={routes.feed(list, format)}>{names[format]}</a>
        </>
      ))}
    </span>
  )
}

/** The browser goes to the feed, whose address is what the reader wants. */
function SearchFeed() {
  return (
    <>
      <h2>A search</h2>
      <p>
        Follow any <a href={routes.searchHelp()}>search</a>: the newest papers that it finds come first.
      </p>
      <form class="form" action={routes.feed('/papers/search', 'atom')} method="get">
        <label>
          <span>
            Words, or <code>author:"…"</code>, <code>category:cs.CL</code>
          </span>
          <input type="search" name="q" required maxLength={250} />
        </label>
        <button class="button" type="submit">
          Make the feed
        </button>
      </form>
    </>
  )
}

function EveryList() {
  return (
    <>
      <h2>Every other list</h2>
      <p>
        A day, a week, a month, a range of days, a person and the discussion of a paper are feeds, too: write{' '}
        <code>.atom</code>, <code>.rss</code> or <code>.json</code> behind the address of the page, before any{' '}
        <code>?</code>. Feed readers find the address by themselves when they are given that of the page.
      </p>
    </>
  )
}

function Categories({ categories }: { categories: readonly string[] }) {
  if (categories.length === 0) return null
  return (
    <>
      <h2>Categories</h2>
      <p>
        Each is a feed in all three formats. All of them at once:{' '}
        <a href={routes.opml()}>a list that feed readers import (OPML)</a>.
      </p>
      <ul class="feed-categories">
        {categories.map((category) => (
          <li key={category}>
            <a href={routes.newest({ category })}>{category}</a>{' '}
            {categoryName(category) && <span>{categoryName(category)} </span>}
            <a class="quiet" href={routes.feed(routes.newest({ category }), 'atom')}>
              Atom
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
