// Everything new, newest first, a page at a time by key: the last page costs as much as the first.
// Order: (published_at, id) descending, then papers without a date by id descending. Both parts walk one index
// (`paper_by_time`, `paper_category_by_time`) and read as many of its entries as they return.

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { PaperId } from '../paper.ts'

/** A place in the list of new papers. */
export interface NewestKey {
  /** Milliseconds UTC; null stands after all that have a date. */
  publishedAt: number | null
  id: PaperId
}

export interface NewestFilter {
  category?: string | undefined
  /** Milliseconds UTC, inclusive. With either of the two, papers without a date are left out. */
  since?: number | undefined
  /** Milliseconds UTC, exclusive. */
  until?: number | undefined
}

/** The `limit` keys that stand after `key` (or the first ones), in the order of the list. */
export async function keysAfter(
  db: Db,
  filter: NewestFilter,
  key: NewestKey | null,
  limit: number,
): Promise<NewestKey[]> {
  const dated = key?.publishedAt === null ? [] : await datedKeys(db, filter, { key, way: 'older', limit })
  if (dated.length === limit || isRange(filter)) return dated
  const id = key?.publishedAt === null ? key.id : null
  return [...dated, ...(await undatedKeys(db, filter, { id, way: 'older', limit: limit - dated.length }))]
}

/** The `limit` keys that stand directly before `key`, in the order of the list. */
export async function keysBefore(
  db: Db,
  filter: NewestFilter,
  key: NewestKey,
  limit: number,
): Promise<NewestKey[]> {
  if (key.publishedAt !== null) {
    return (await datedKeys(db, filter, { key, way: 'newer', limit })).reverse()
  }
  const undated = await undatedKeys(db, filter, { id: key.id, way: 'newer', limit })
  const rest = limit - undated.length
  const dated = rest > 0 ? await datedKeys(db, filter, { key: null, way: 'newer', limit: rest }) : []
  return [...dated.reverse(), ...undated.reverse()]
}

/**
 * All categories in order, at most `limit`, but for those that begin with a digit or a capital: arXiv's authors add
 * classes of MSC and ACM (`68T50, 68T07`, `I.2.7; I.2.6`), each in a combination of their own. Each step of the
 * recursion asks the index for the next larger one, so that the cost is that of the categories, not of the papers.
 */
export async function allCategories(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ category: string }>`
    with recursive step (category) as (
      select min(category) from paper_category where category >= 'a'
      union all
      select (select min(next.category) from paper_category as next where next.category > step.category)
      from step where step.category is not null
    )
    select category from step where category is not null limit ${limit}`.execute(db)
  return rows.map(({ category }) => category)
}

type Way = 'older' | 'newer'

async function datedKeys(
  db: Db,
  filter: NewestFilter,
  { key, way, limit }: { key: NewestKey | null; way: Way; limit: number },
): Promise<NewestKey[]> {
  const { table, id, conditions } = listOf(filter)
  conditions.push(sql`published_at is not null`)
  if (filter.since !== undefined) conditions.push(sql`published_at >= ${filter.since}`)
  if (filter.until !== undefined) conditions.push(sql`published_at < ${filter.until}`)
  if (key) conditions.push(sql`(published_at, ${id}) ${beyond(way)} (${key.publishedAt}, ${key.id})`)
  const { rows } = await sql<NewestKey>`
    select published_at as "publishedAt", ${id} as id from ${table} where ${sql.join(conditions, sql` and `)}
    order by published_at ${order(way)}, ${id} ${order(way)} limit ${limit}`.execute(db)
  return rows
}

async function undatedKeys(
  db: Db,
  filter: NewestFilter,
  { id: from, way, limit }: { id: PaperId | null; way: Way; limit: number },
): Promise<NewestKey[]> {
  const { table, id, conditions } = listOf(filter)
  conditions.push(sql`published_at is null`)
  if (from !== null) conditions.push(sql`${id} ${beyond(way)} ${from}`)
  const { rows } = await sql<NewestKey>`
    select published_at as "publishedAt", ${id} as id from ${table} where ${sql.join(conditions, sql` and `)}
    order by ${id} ${order(way)} limit ${limit}`.execute(db)
  return rows
}

function listOf({ category }: NewestFilter) {
  const conditions: RawBuilder<unknown>[] = []
  if (category === undefined) return { table: sql.table('paper'), id: sql.ref('paper.id'), conditions }
  conditions.push(sql`category = ${category}`)
  return { table: sql.table('paper_category'), id: sql.ref('paper_category.paper_id'), conditions }
}

const isRange = ({ since, until }: NewestFilter) => since !== undefined || until !== undefined
const beyond = (way: Way) => (way === 'older' ? sql`<` : sql`>`)
const order = (way: Way) => (way === 'older' ? sql`desc` : sql`asc`)
