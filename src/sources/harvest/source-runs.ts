// The history of harvests: one row a run, and the records that could not be used.

import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../../db/connect.ts'
import type { SourceRunTable } from '../../db/schema-sources.ts'
import type { SourceName } from '../../source-spec.ts'
import type { DayRange } from '../protocol.ts'

export type RunCause = 'schedule' | 'command' | 'admin'

/** `waiting`: the source asked us to come back, or doesn't answer; the harvest goes on by itself where it was. */
export type RunState = 'running' | 'done' | 'waiting' | 'failed' | 'stopped'

export interface RunCounts {
  pages: number
  records: number
  added: number
  changed: number
  bad: number
}

const KEPT_RUNS = 200
const KEPT_BAD_RECORDS = 100

/** Runs whose process died stand as stopped from then on. */
export async function startRun(
  db: Db,
  { source, cause, range, now }: { source: SourceName; cause: RunCause; range?: DayRange; now: number },
): Promise<string> {
  const id = randomBytes(12).toString('hex')
  await db
    .updateTable('source_run')
    .set({ state: 'stopped', finished_at: now, last_error: 'Its process ended in the middle.' })
    .where('source', '=', source)
    .where('state', '=', 'running')
    .execute()
  await db
    .insertInto('source_run')
    .values({
      ...{ id, source, cause, started_at: now, finished_at: null, state: 'running' },
      ...{ since: range?.since ?? null, until: range?.until ?? null },
      ...{ pages: 0, records: 0, added: 0, changed: 0, bad: 0, total: null, last_error: null },
    })
    .execute()
  await forgetOldRuns(db, source)
  return id
}

export async function noteRun(
  db: Db | Tx,
  id: string,
  counts: RunCounts & { total?: number | undefined },
): Promise<void> {
  const { total, ...rest } = counts
  await db
    .updateTable('source_run')
    .set({ ...rest, ...(total === undefined ? {} : { total }) })
    .where('id', '=', id)
    .execute()
}

export async function finishRun(
  db: Db,
  id: string,
  { state, now, error }: { state: RunState; now: number; error?: string | undefined },
): Promise<void> {
  await db
    .updateTable('source_run')
    .set({ state, finished_at: now, last_error: error?.slice(0, 500) ?? null })
    .where('id', '=', id)
    .execute()
}

/** Newest first. */
export const runsOf = (db: Db, source: SourceName, limit: number): Promise<SourceRunTable[]> =>
  db
    .selectFrom('source_run')
    .selectAll()
    .where('source', '=', source)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

export interface BadSourceRecord {
  /** `oai:arXiv.org:0811.36489`, `item 7`. */
  where: string
  reason: string
}

export async function noteBadRecords(
  tx: Tx,
  source: SourceName,
  records: readonly BadSourceRecord[],
  now: number,
): Promise<void> {
  const places = new Map(records.map(({ where, reason }) => [where.slice(0, 200), reason.slice(0, 500)]))
  if (places.size === 0) return
  const rows = [...places].map(([place, reason]) => ({ source, place, reason, seen_at: now }))
  await tx
    .insertInto('source_bad_record')
    .values(rows.slice(-KEPT_BAD_RECORDS))
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'place'])
        .doUpdateSet(({ ref }) => ({ reason: ref('excluded.reason'), seen_at: ref('excluded.seen_at') })),
    )
    .execute()
}

/** Newest first. */
export async function badRecordsOf(db: Db, source: SourceName, limit: number): Promise<BadSourceRecord[]> {
  const rows = await db
    .selectFrom('source_bad_record')
    .select(['place', 'reason'])
    .where('source', '=', source)
    .orderBy('seen_at', 'desc')
    .orderBy('place')
    .limit(limit)
    .execute()
  return rows.map(({ place, reason }) => ({ where: place, reason }))
}

async function forgetOldRuns(db: Db, source: SourceName): Promise<void> {
  await forgetOlder(
    await runsOf(db, source, KEPT_RUNS + 1).then((runs) => runs[KEPT_RUNS]?.started_at),
    (before) =>
      db.deleteFrom('source_run').where('source', '=', source).where('started_at', '<=', before).execute(),
  )
  const oldest = await db
    .selectFrom('source_bad_record')
    .select('seen_at')
    .where('source', '=', source)
    .orderBy('seen_at', 'desc')
    .offset(KEPT_BAD_RECORDS)
    .limit(1)
    .executeTakeFirst()
  await forgetOlder(oldest?.seen_at, (before) =>
    db.deleteFrom('source_bad_record').where('source', '=', source).where('seen_at', '<=', before).execute(),
  )
}

async function forgetOlder(
  before: number | undefined,
  forget: (before: number) => Promise<unknown>,
): Promise<void> {
  if (before !== undefined) await forget(before)
}
