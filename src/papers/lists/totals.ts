// How much the store holds, for the page of sources: the only question whose answer costs a walk over all papers.
// It walks an index (`paper_by_source`) a year at a time and lets other requests in between; the answer is kept as
// long as no paper changes, and for a minute while many do.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Day } from '../calendar.ts'
import type { Source } from '../paper.ts'
import { lastChange } from '../queries.ts'
import { firstDayFrom, newestDayUpTo } from './edition-queries.ts'
import { openDay } from './open-edition-queries.ts'

export interface SourceTotal {
  source: Source
  papers: number
  /** When the newest paper was published, as precisely as that is known: a day, a month or a year. */
  newest?: string
}

export interface Totals {
  /** Largest first. */
  sources: SourceTotal[]
  editions: { days: number; first?: Day; last?: Day }
}

const KEPT_MS = 60_000

/** Returns a function that answers the totals of a store at a moment in milliseconds. */
export function createTotals(): (db: Db, now: number) => Promise<Totals> {
  const kept = new WeakMap<Db, { change: number; at: number; totals: Promise<Totals> }>()
  return async (db, now) => {
    const change = await lastChange(db)
    const last = kept.get(db)
    if (last && (last.change === change || Math.abs(now - last.at) < KEPT_MS)) return last.totals
    const totals = countTotals(db)
    kept.set(db, { change, at: now, totals })
    totals.catch(() => kept.delete(db))
    return totals
  }
}

/** Counts everything now. */
async function countTotals(db: Db): Promise<Totals> {
  const sources: SourceTotal[] = []
  for (let source = await sourceAfter(db, ''); source !== null; source = await sourceAfter(db, source)) {
    sources.push(await totalOf(db, source))
  }
  const open = await openDay(db)
  const [first, last] = [await firstDayFrom(db), await newestDayUpTo(db, open)]
  return {
    sources: sources.sort((a, b) => b.papers - a.papers),
    editions: {
      days: await countDays(db, open),
      ...(first === undefined || first > open ? {} : { first }),
      ...(last === undefined ? {} : { last }),
    },
  }
}

async function sourceAfter(db: Db, source: string): Promise<Source | null> {
  const { next } = await db
    .selectFrom('paper')
    .select((select) => select.fn.min<Source | null>('source').as('next'))
    .where('source', '>', source)
    .executeTakeFirstOrThrow()
  return next
}

async function totalOf(db: Db, source: Source): Promise<SourceTotal> {
  const ofSource = db.selectFrom('paper').where('source', '=', source)
  const { first, last } = await ofSource
    .select((select) => [select.fn.min('published_at').as('first'), select.fn.max('published_at').as('last')])
    .executeTakeFirstOrThrow()
  const undated = ofSource
    .where('published_at', 'is', null)
    .select((select) => select.fn.countAll<number>().as('papers'))
  let { papers } = await undated.executeTakeFirstOrThrow()
  if (first === null || last === null) return { source, papers }

  for (let year = new Date(first).getUTCFullYear(); startOfYear(year) <= last; year++) {
    await nextTurn()
    const ofYear = ofSource
      .select((select) => select.fn.countAll<number>().as('papers'))
      .where('published_at', '>=', startOfYear(year))
      .where('published_at', '<', startOfYear(year + 1))
    papers += (await ofYear.executeTakeFirstOrThrow()).papers
  }
  const { newest } = await ofSource
    .select((select) => select.fn.max<string>('published').as('newest'))
    .where('published_at', '=', last)
    .executeTakeFirstOrThrow()
  return { source, papers, newest: newest.slice(0, 10) }
}

const startOfYear = (year: number) => Date.UTC(year, 0)

/** The cost is that of the days, not of the papers in them: each step asks the index for the next day. */
async function countDays(db: Db, last: Day): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    with recursive step (day) as (
      select min(day) from edition_entry where day <= ${last}
      union all
      select (select min(next.day) from edition_entry as next where next.day > step.day and next.day <= ${last})
      from step where step.day is not null
    )
    select count(day) as days from step`.execute(db)
  return rows[0]?.days ?? 0
}
