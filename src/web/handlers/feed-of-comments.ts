import { knownNamesIn } from '../../community/comments/named-people.ts'
import { newestOfPaper, readableComments } from '../../community/comments/newest-comments-queries.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { startOfDay } from '../../papers/calendar.ts'
import { idPath } from '../../papers/identifiers/paper-id-address.ts'
import { PAGE_SIZE } from '../../papers/lists/part.ts'
import { paperById } from '../../papers/queries.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import type { Ctx } from '../environment.ts'
import { commentEntry } from '../feeds/comment-entry.ts'
import type { FeedEntry, FeedFormat } from '../feeds/feed.ts'
import { routes } from '../routes.ts'
import { pageAsked } from './answer.ts'
import { type ListFeed, limitAsked } from './feed-answer.ts'
import { rawPaperPath, readingOf } from './paper-reading.ts'

/** The comments on a paper, newest first. */
export async function commentsFeed(c: Ctx, format: FeedFormat): Promise<ListFeed | Response | null> {
  const { db, site } = c.var
  const path = rawPaperPath(c)
  const { id, action } = await readingOf(db, path)
  if (action !== `comments.${format}`) return null
  const list = routes.discussion(id)
  if (path !== `${idPath(id)}/${action}`)
    return c.redirect(routes.feed(list, format) + new URL(c.req.url).search, 301)

  const [page, limit] = [pageAsked(c), limitAsked(c) ?? PAGE_SIZE]
  const paper = await paperById(db, id)
  const keys = await newestOfPaper(db, id, { offset: (page - 1) * limit, limit: limit + 1 })
  if (!paper || (keys.length === 0 && page > 1)) throw new NotFound(`This list ends before page ${page}.`)
  const shown = keys.slice(0, limit).map((key) => key.id)
  const title = plainLatex(paper.title).replace(/\s+/g, ' ')
  return {
    list,
    title: `Discussion of ${title}`,
    description: `What is said about the paper ${title}.`,
    entries: (await commentEntries(db, shown, site.publicUrl)).map(({ entry }) => entry),
    since: paper.publishedAt ?? startOfDay(site.today),
    parts: neighbours(page, keys.length > limit, (number) => routes.discussion(id, { page: number })),
  }
}

/** Those of these comments that can be read, newest first. */
export async function commentEntries(
  db: Db,
  ids: readonly string[],
  publicUrl: string,
): Promise<{ id: string; entry: FeedEntry }[]> {
  const comments = await readableComments(db, ids)
  const known = await knownNamesIn(
    db,
    comments.map(({ body }) => body),
  )
  return comments.map((comment) => ({ id: comment.id, entry: commentEntry(comment, publicUrl, known) }))
}

/** Parts of a list whose end nobody has looked for. */
export function neighbours(
  page: number,
  hasNext: boolean,
  addressOf: (page: number) => string,
): NonNullable<ListFeed['parts']> {
  return {
    self: addressOf(page),
    first: addressOf(1),
    ...(page > 1 && { previous: addressOf(page - 1) }),
    ...(hasNext && { next: addressOf(page + 1) }),
  }
}
