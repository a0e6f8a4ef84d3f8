// Everything there is, for search engines. Papers stand in a file a month, so that the files of the past stay as they are
// and no file needs more than a part of the store.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { archiveNames } from '../../digests/archive.ts'
import { NotFound } from '../../errors.ts'
import { type Month, monthOf, parseMonth, weekOf } from '../../papers/calendar.ts'
import { dayCounts } from '../../papers/lists/edition-queries.ts'
import { categories } from '../../papers/lists/newest.ts'
import {
  countOfMonth,
  type DatesKey,
  datesOfMonth,
  keyAt,
  type MonthOrNone,
  nextMonthWithPapers,
  type PaperDates,
} from '../../papers/lists/paper-dates-queries.ts'
import type { Ctx } from '../environment.ts'
import { type SitemapUrl, toSitemap, toSitemapIndex } from '../feeds/sitemap.ts'
import { onceAMinute } from '../once-a-minute.ts'
import { routes } from '../routes.ts'
import { isCategory } from '../views/category-names.ts'
import { fileName } from './feed-file.ts'

/** All past digests. */
const whole = { period: undefined, page: 1, size: 20_000 }

/** The protocol allows 50,000 papers a file; `perQuestion`: papers that are read at once. */
const usual = { perFile: 20_000, perQuestion: 2_000 }

export function createSitemaps() {
  const filesOf = new WeakMap<Db, ReturnType<typeof onceAMinute<string[]>>>()
  const index = async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const files = filesOf.get(db) ?? onceAMinute(() => filesOfPapers(db))
    filesOf.set(db, files)
    const all = [routes.sitemapOf('lists'), routes.sitemapOf('editions'), ...(await files(site.now))]
    return answer(c, toSitemapIndex(all.map((path) => ({ address: `${site.publicUrl}${path}` }))))
  }
  return { index, lists: sendLists, editions: sendEditions, papers: sendPapers }
}

async function filesOfPapers(db: Db): Promise<string[]> {
  const files: string[] = []
  for (const month of [...(await allMonths(db)), null]) {
    const papers = await countOfMonth(db, month)
    const parts = Math.ceil(papers / usual.perFile)
    for (let part = 1; part <= parts; part++) files.push(routes.sitemapOfPapers(month, part))
    await nextTurn()
  }
  return files
}

async function allMonths(db: Db): Promise<Month[]> {
  const months: Month[] = []
  let month = await nextMonthWithPapers(db, undefined)
  while (month !== undefined) {
    months.push(month)
    month = await nextMonthWithPapers(db, month)
  }
  return months
}

/** Pages that are always there, and the lists of all categories. */
async function sendLists(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const pages = [routes.front(), routes.trending(), routes.newest(), routes.about(), routes.searchHelp()]
  const others = [
    routes.feeds(),
    routes.sources(),
    routes.subscribe(),
    routes.archive(),
    routes.moderationLog(),
  ]
  const known = (await categories(db)).filter(isCategory).map((category) => routes.newest({ category }))
  return answer(
    c,
    toSitemap([...pages, ...others, ...known].map((path) => ({ address: `${site.publicUrl}${path}` }))),
  )
}

async function sendEditions(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const days = (await dayCounts(db, '', site.today)).map(({ day }) => day).reverse()
  const paths = [
    ...new Set(days.map((day) => routes.month(monthOf(day)))),
    ...new Set(days.map((day) => routes.week(weekOf(day)))),
    ...days.map((day) => routes.day(day)),
    ...(await archiveNames(db, { ...whole, today: site.today })).names.map(routes.pastDigest),
  ]
  return answer(c, toSitemap(paths.slice(0, 50_000).map((path) => ({ address: `${site.publicUrl}${path}` }))))
}

async function sendPapers(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const [, name = '', part = '1'] = /^(.+?)(?:-part-(\d{1,4}))?$/.exec(fileName(c)) ?? []
  const month = name === 'undated' ? null : parseMonth(name)
  if (month === null && name !== 'undated') throw noSuchFile()
  const papers = await papersOfPart(db, month, Number(part))
  if (papers.length === 0) throw noSuchFile()
  return answer(c, toSitemap(papers.map((paper) => urlOf(paper, site.publicUrl))))
}

const noSuchFile = () => new NotFound('There is no such list of papers. The sitemap names all that are.')

/** The papers of one file, none past the last. Its test has smaller ones. */
export async function papersOfPart(
  db: Db,
  month: MonthOrNone,
  part: number,
  { perFile, perQuestion } = usual,
): Promise<PaperDates[]> {
  const before = (part - 1) * perFile
  let key: DatesKey | undefined = before > 0 ? await keyAt(db, month, before - 1) : undefined
  if (before > 0 && !key) return []
  const papers: PaperDates[] = []
  while (papers.length < perFile) {
    const limit = Math.min(perQuestion, perFile - papers.length)
    const some = await datesOfMonth(db, month, { key, limit })
    papers.push(...some)
    key = some.at(-1)
    if (some.length < limit) break
    await nextTurn()
  }
  return papers
}

function urlOf({ id, published, updated }: PaperDates, publicUrl: string): SitemapUrl {
  const changed = updated ?? published
  return { address: `${publicUrl}${routes.paper(id)}`, ...(changed === null ? {} : { changed }) }
}

function answer(c: Ctx, body: string): Response {
  c.header('Cache-Control', 'public, max-age=3600')
  return c.body(body, 200, { 'Content-Type': 'application/xml; charset=utf-8' })
}
