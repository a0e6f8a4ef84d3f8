// What sources did, as harvests would have written it.

import type { Db } from '../../src/db/connect.ts'
import { inTransaction } from '../../src/db/write.ts'
import type { SourceName } from '../../src/source-spec.ts'
import {
  finishRun,
  noteBadRecords,
  noteRun,
  type RunCounts,
  type RunState,
  startRun,
} from '../../src/sources/harvest/source-runs.ts'
import { changeState, releaseLease, takeLease } from '../../src/sources/harvest/source-state.ts'

export interface PastHarvest extends Partial<RunCounts> {
  source: SourceName
  /** ISO */
  at: string
  state?: RunState
  error?: string
  minutes?: number
  /** Days that were asked for. */
  range?: { since: string; until: string }
  total?: number
}

/** One harvest from beginning to end. */
export async function harvested(db: Db, past: PastHarvest): Promise<void> {
  const { source, at, state = 'done', error, minutes = 4, range, total, ...counts } = past
  const now = Date.parse(at)
  await takeLease(db, source, 'elsewhere 1 a')
  await releaseLease(db, source, 'elsewhere 1 a')
  const id = await startRun(db, { source, cause: 'schedule', now, ...(range && { range }) })
  await noteRun(db, id, { ...{ pages: 1, records: 0, added: 0, changed: 0, bad: 0 }, ...counts, total })
  if (state !== 'running') await finishRun(db, id, { state, now: now + minutes * 60_000, error })
}

/** Somebody on another machine harvests it now. */
export async function beingHarvested(db: Db, source: SourceName, at: string): Promise<void> {
  await startRun(db, { source, cause: 'schedule', now: Date.parse(at) })
  await takeLease(db, source, 'elsewhere 1 b')
}

export interface StateOfSource {
  newest?: string
  doneThrough?: string
  retryAt?: string
  failures?: number
}

export function sourceIs(db: Db, source: SourceName, state: StateOfSource): Promise<void> {
  const { newest, doneThrough, retryAt, failures } = state
  return changeState(db, source, {
    ...(newest === undefined ? {} : { newest }),
    ...(doneThrough === undefined ? {} : { done_through: doneThrough }),
    ...(retryAt === undefined ? {} : { retry_at: Date.parse(retryAt) }),
    ...(failures === undefined ? {} : { failures }),
  })
}

/** The papers must be there. */
export async function announced(db: Db, day: string, paperIds: string[], kind = 'new'): Promise<void> {
  const rows = paperIds.map((paper_id) => ({ day, paper_id, kind }))
  await db.insertInto('announcement').values(rows).execute()
}

export const sentBadRecords = (db: Db, source: SourceName, at: string, places: string[]): Promise<void> =>
  inTransaction(db, (tx) =>
    noteBadRecords(
      tx,
      source,
      places.map((where) => ({ where, reason: 'The paper has no title.' })),
      Date.parse(at),
    ),
  )
