import { categories } from '../../papers/lists/newest.ts'
import type { Ctx } from '../environment.ts'
import { type OpmlFeed, toOpml } from '../feeds/opml.ts'
import { routes } from '../routes.ts'
import { categoryName, isCategory } from '../views/category-names.ts'
import { digestFeeds } from '../views/digest-feeds.ts'
import { mainLists } from '../views/main-lists.ts'

/** All lists and all categories, for a reader to take over at once. */
export async function sendOpml(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const feed = (title: string, list: string): OpmlFeed => ({
    title,
    feed: `${site.publicUrl}${routes.feed(list, 'atom')}`,
    page: `${site.publicUrl}${list}`,
  })
  const known = (await categories(db)).filter(isCategory)
  const opml = toOpml(site.name, [
    {
      title: site.name,
      feeds: [...mainLists(site), ...digestFeeds(site)].map(({ title, list }) => feed(title, list)),
    },
    {
      title: `${site.name}: categories`,
      feeds: known.map((category) => feed(titleOf(category), routes.newest({ category }))),
    },
  ])
  c.header('Cache-Control', 'no-cache')
  c.header('Access-Control-Allow-Origin', '*')
  return c.body(opml, 200, { 'Content-Type': 'text/x-opml; charset=utf-8' })
}

function titleOf(category: string): string {
  const name = categoryName(category)
  return name === undefined ? category : `${name} (${category})`
}
