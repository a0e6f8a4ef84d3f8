import { profileOf } from '../../accounts/profile.ts'
import { claimedPaperIds } from '../../community/claims/claim-queries.ts'
import { newestOfPerson } from '../../community/comments/newest-comments-queries.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { type Day, startOfDay } from '../../papers/calendar.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { personNamed } from '../../papers/lists/listings.ts'
import { listingMoments } from '../../papers/lists/newest-editions.ts'
import { PAGE_SIZE } from '../../papers/lists/part.ts'
import { peopleNamed, submittedPaperIds } from '../../papers/lists/person-queries.ts'
import { compareText } from '../../papers/text/compare-text.ts'
import type { Ctx } from '../environment.ts'
import type { FeedEntry, FeedFormat } from '../feeds/feed.ts'
import { paperEntry } from '../feeds/paper-entry.ts'
import { routes } from '../routes.ts'
import { pageAsked } from './answer.ts'
import { type ListFeed, limitAsked } from './feed-answer.ts'
import { fileName } from './feed-file.ts'
import { commentEntries, neighbours } from './feed-of-comments.ts'

/** Each part reads the parts before it, too; who wants more of a person has a search. */
const MOST_PAGES = 20

const MOST_CLAIMED = 200

/** What a person put on lists, wrote and said, newest first. */
export async function personFeed(c: Ctx, format: FeedFormat): Promise<ListFeed | Response | null> {
  const { db, site } = c.var
  const [whole, name] = [(c.req.param('file') ?? '').slice(1), fileName(c).slice(1)]
  if ((await peopleNamed(db, whole)).length > 0) return null
  const { person, ids } = await personNamed(db, name)
  const isMember = person.kind === 'member'
  if (isMember && !(await profileOf(db, person.id))) throw new NotFound('Nobody of that name is known here.')
  if (name !== person.name)
    return c.redirect(routes.feed(routes.person(person.name), format) + new URL(c.req.url).search, 301)

  const [page, limit] = [pageAsked(c), limitAsked(c) ?? PAGE_SIZE]
  const whose = { ids, ...(isMember && { member: person.id }) }
  const keys = page > MOST_PAGES ? [] : await keysOf(db, whose, { today: site.today, most: page * limit + 1 })
  const shown = keys.slice((page - 1) * limit, page * limit)
  if (shown.length === 0 && page > 1) throw new NotFound(`This list ends before page ${page}.`)
  const called = person.fullname ?? person.name
  const hasNext = keys.length > page * limit && page < MOST_PAGES
  return {
    list: routes.person(person.name),
    title: called === person.name ? `@${called}` : `${called} (@${person.name})`,
    description: `What ${called} put on the lists of ${site.name}, wrote and said there.`,
    entries: await entriesOf(db, shown, site.publicUrl),
    since: startOfDay(site.today),
    parts: neighbours(page, hasNext, (number) => routes.person(person.name, number)),
  }
}

/** `at`: milliseconds UTC; 0: nobody knows. */
interface Key {
  kind: 'paper' | 'comment'
  id: string
  at: number
}

/** The newest of all kinds, in their order, without what they hold. */
async function keysOf(
  db: Db,
  { ids, member }: { ids: readonly string[]; member?: string },
  { today, most }: { today: Day; most: number },
): Promise<Key[]> {
  const [submitted, claimed, said] = await Promise.all([
    submittedPaperIds(db, ids, { today, skip: 0, limit: most }),
    claimedPaperIds(db, ids, MOST_CLAIMED),
    member === undefined ? [] : newestOfPerson(db, member, { offset: 0, limit: most }),
  ])
  const lists = { first: '', last: today, which: 'latest', by: ids } as const
  const listed = await listingMoments(db, submitted, lists)
  const written = (await listPapers(db, claimed)).filter(({ id }) => !listed.has(id))
  const keys: Key[] = [
    ...[...listed].map(([id, at]) => ({ kind: 'paper' as const, id, at })),
    ...written.map(({ id, publishedAt }) => ({ kind: 'paper' as const, id, at: publishedAt ?? 0 })),
    ...said.map(({ id, createdAt }) => ({ kind: 'comment' as const, id, at: createdAt })),
  ]
  return keys.sort((a, b) => b.at - a.at || compareText(a.id, b.id)).slice(0, most)
}

async function entriesOf(db: Db, keys: readonly Key[], publicUrl: string): Promise<FeedEntry[]> {
  const ids = (kind: Key['kind']) => keys.filter((key) => key.kind === kind).map(({ id }) => id)
  const [papers, comments] = await Promise.all([
    listPapers(db, ids('paper')),
    commentEntries(db, ids('comment'), publicUrl),
  ])
  const times = new Map(keys.map(({ id, at }) => [id, at]))
  const entries = new Map([
    ...papers.map((paper) => [paper.id, paperEntry(paper, publicUrl, times.get(paper.id) || null)] as const),
    ...comments.map(({ id, entry }) => [id, entry] as const),
  ])
  return keys.flatMap(({ id }) => entries.get(id) ?? [])
}
