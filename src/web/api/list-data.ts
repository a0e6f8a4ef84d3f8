import { unlistedItems } from '../../papers/lists/daily-items.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { ListData } from '../views/data-island.tsx'
import { memberFacts } from './member-facts.ts'
import { printDailyItem } from './print/paper.ts'

/**
 * The papers of a page as data, for programs that read it. Nothing where somebody is signed in (they read with their
 * eyes, and their pages are made anew each time), and nothing of the sample.
 */
export async function listData(
  c: Ctx,
  papers: readonly ListedPaper[],
  about: Omit<ListData, 'dailyPapers'> = {},
): Promise<{ data?: ListData }> {
  const { db, site, viewer } = c.var
  if (viewer || site.sample) return {}
  const ids = papers.map(({ id }) => id)
  const [items, facts] = await Promise.all([unlistedItems(db, ids, site.today), memberFacts(db, ids)])
  const shown = new Map(papers.map((paper) => [paper.id, paper]))
  const printing = { base: site.publicUrl, facts, siteName: site.name }
  const dailyPapers = items.map((item) => {
    const { votes = item.votes, comments = item.comments } = shown.get(item.paper.id) ?? {}
    return light(printDailyItem({ ...item, votes, comments }, printing))
  })
  return { data: { dailyPapers, ...about } }
}

/** What the well-known page has, each thing once: readers fetch it with every page, and some papers have hundreds of authors. */
function light({ paper, ...item }: ReturnType<typeof printDailyItem>) {
  const { title, publishedAt, thumbnail, numComments, submittedBy, isAuthorParticipating } = item
  const authors = paper.authors.map(({ name, hidden }) => ({ name, hidden }))
  const about = { publishedAt, title, thumbnail, numComments, isAuthorParticipating }
  return { paper: { ...paper, authors }, ...about, ...(submittedBy && { submittedBy }) }
}
