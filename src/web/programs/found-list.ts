// The lists that other sites and programs are told of: of a day, a week, a month, trending, of a person.

import { memberByName } from '../../accounts/member-queries.ts'
import { profileOf } from '../../accounts/profile.ts'
import { counted } from '../../count-text.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { type Period, parsePeriod } from '../../papers/calendar.ts'
import { editionOf } from '../../papers/lists/editions.ts'
import { papersOfPerson, trendingPapers } from '../../papers/lists/listings.ts'
import type { Part } from '../../papers/lists/part.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { holidayOn } from '../../sources/announcement-calendar.ts'
import type { Ctx } from '../environment.ts'
import { routes } from '../routes.ts'
import { periodText } from '../views/date-text.ts'

/** Which list, as it stands in an address. */
export type ListName =
  | { kind: Period; key: string }
  /** Today's edition, or the newest: what the front page shows. */
  | { kind: 'front' }
  | { kind: 'trending' }
  | { kind: 'person'; name: string }

export interface FoundList {
  heading: string
  /** `23 research papers` */
  facts: string
  papers: ListedPaper[]
  /** Its address, as it is really called. */
  path: string
  part?: Part
}

/** The list with the papers of one of its parts; `store` holds the members. @throws NotFound, Invalid */
export function findList(c: Ctx, store: Db, name: ListName, page = 1): Promise<FoundList> {
  if (name.kind === 'trending') return trendingList(c, page)
  if (name.kind === 'person') return personList(c, store, name.name)
  return editionList(c, name, page)
}

type EditionName = Exclude<ListName, { kind: 'trending' } | { kind: 'person' }>

async function editionList(c: Ctx, name: EditionName, page: number): Promise<FoundList> {
  const { db, site } = c.var
  const { today } = site
  const { kind: period, key } = name.kind === 'front' ? { kind: 'day' as const, key: today } : name
  const edition = await editionOf(db, { period, key, page, today, holidayOn })
  // Whoever asks for a day wants that day; pages for people show another one and say so.
  const isOther = name.kind !== 'front' && edition.key !== parsePeriod(period, key)
  if (edition.noEditions || isOther) throw new NotFound(`No edition of that ${period} has papers.`)
  return {
    heading: periodText(period, edition.key),
    facts: counted(edition.part.total, 'research paper'),
    papers: edition.papers,
    path: routes[period](edition.key),
    part: edition.part,
  }
}

async function trendingList(c: Ctx, page: number): Promise<FoundList> {
  const { db, site } = c.var
  const { papers, part } = await trendingPapers(db, { today: site.today, page })
  return {
    heading: 'Trending papers',
    facts: 'What gathers upvotes now',
    ...{ papers, part, path: routes.trending() },
  }
}

async function personList(c: Ctx, store: Db, asked: string): Promise<FoundList> {
  // While the sample edition is shown, members are in the store.
  const isMember = (await memberByName(store, asked)) !== undefined
  const db = isMember ? store : c.var.db
  const { person, papers } = await papersOfPerson(db, { name: asked, today: c.var.site.today, page: 1 })
  if (person.kind === 'member' && !(await profileOf(db, person.id)))
    throw new NotFound('Nobody of that name is known here.')
  return {
    heading: person.fullname ?? person.name,
    facts: `@${person.name} on ${c.var.site.name}`,
    papers,
    path: routes.person(person.name),
  }
}
