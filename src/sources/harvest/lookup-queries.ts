// Which papers a source is asked about next, and when it was asked.

import type { Db, Tx } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'
import type { Day } from '../../papers/calendar.ts'
import type { PaperId } from '../../papers/paper.ts'
import { knownIds, papersByIds } from '../../papers/queries.ts'
import type { LookupSource } from '../../source-spec.ts'
import type { KnownPaper } from '../protocol.ts'

interface Due {
  /** Asked about before this moment, or never: due. Milliseconds UTC. */
  before: number
  limit: number
}

/** Papers of editions since a day, the newest editions first; then the newest papers that were never asked about. */
export async function papersToLookUp(
  db: Db,
  source: LookupSource,
  { since, before, limit }: Due & { since: Day },
): Promise<KnownPaper[]> {
  const listed = await db
    .selectFrom('edition_entry')
    .leftJoin('lookup', (join) =>
      join.onRef('lookup.paper_id', '=', 'edition_entry.paper_id').on('lookup.source', '=', source),
    )
    .select(['edition_entry.paper_id as id', 'edition_entry.day'])
    .where('edition_entry.day', '>=', since)
    .where((is) => is.or([is('asked_at', 'is', null), is('asked_at', '<', before)]))
    .orderBy('edition_entry.day', 'desc')
    .orderBy('edition_entry.paper_id')
    .limit(limit)
    .execute()
  const ids = new Set(listed.map(({ id }) => id))
  if (ids.size < limit) for (const id of await newestUnasked(db, source, since, limit - ids.size)) ids.add(id)
  return knownPapers(db, [...ids])
}

/** Papers published in a span (milliseconds UTC) that are due, in the order of time. */
export async function papersOfDays(
  db: Db,
  source: LookupSource,
  { since, until, before, limit }: Due & { since: number; until: number },
): Promise<KnownPaper[]> {
  const rows = await db
    .selectFrom('paper')
    .leftJoin('lookup', (join) =>
      join.onRef('lookup.paper_id', '=', 'paper.id').on('lookup.source', '=', source),
    )
    .select('paper.id')
    .where('published_at', '>=', since)
    .where('published_at', '<', until)
    .where((is) => is.or([is('asked_at', 'is', null), is('asked_at', '<', before)]))
    .orderBy('published_at')
    .orderBy('paper.id')
    .limit(limit)
    .execute()
  return knownPapers(
    db,
    rows.map(({ id }) => id),
  )
}

export async function noteLookups(
  tx: Tx,
  source: LookupSource,
  papers: readonly KnownPaper[],
  found: ReadonlySet<PaperId>,
  now: number,
): Promise<void> {
  // One may have been merged into another paper while the source was asked.
  const there = await knownIds(
    tx,
    papers.map(({ id }) => id),
  )
  const rows = papers
    .filter(({ id }) => there.has(id))
    .map(({ id }) => ({ source, paper_id: id, asked_at: now, found: found.has(id) ? 1 : 0 }))
  await inChunks(rows, 500, (some) =>
    tx
      .insertInto('lookup')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['source', 'paper_id'])
          .doUpdateSet(({ ref }) => ({ asked_at: ref('excluded.asked_at'), found: ref('excluded.found') })),
      )
      .execute(),
  )
}

async function newestUnasked(db: Db, source: LookupSource, since: Day, limit: number): Promise<PaperId[]> {
  const rows = await db
    .selectFrom('paper')
    .leftJoin('lookup', (join) =>
      join.onRef('lookup.paper_id', '=', 'paper.id').on('lookup.source', '=', source),
    )
    .select('paper.id')
    .where('published_at', '>=', Date.parse(since))
    .where('asked_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('paper.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

async function knownPapers(db: Db, ids: PaperId[]): Promise<KnownPaper[]> {
  const papers = await papersByIds(db, ids)
  return papers.map(({ id, doi, links }) => ({
    id,
    code: links.filter(({ kind }) => kind === 'code').map(({ url }) => url),
    ...(doi === undefined ? {} : { doi }),
  }))
}
