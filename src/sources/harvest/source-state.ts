// Where each source stands: how far it was harvested, whether it rests, and who is asking it now. One row a source.

import type { Db, Tx } from '../../db/connect.ts'
import type { SourceStateTable } from '../../db/schema-sources.ts'
import type { SourceName } from '../../source-spec.ts'
import { hasDied } from '../fetching/holder.ts'
import type { DayRange } from '../protocol.ts'

/** A harvest that began and has not ended: where it goes on. */
export interface OpenHarvest {
  range: DayRange
  /** Of the source, as they were asked for. */
  parts: string[]
  /** Just what the settings ask for: only then its end counts. */
  isConfigured: boolean
  /** Asked for by a person; its end says nothing about the days before its first. */
  isBackfill: boolean
  /** The protocol's. */
  cursor: unknown
  /** How often the source made us begin a stretch again since papers came last. */
  restarts: number
}

/** How long, in real time, a harvest is its process's alone without a sign of life. */
const LEASE_MS = 60_000
/** How often a harvest gives one. */
export const SIGN_OF_LIFE_MS = 15_000

export async function stateOf(db: Db | Tx, source: SourceName): Promise<SourceStateTable> {
  const row = await db.selectFrom('source_state').selectAll().where('source', '=', source).executeTakeFirst()
  return row ?? { ...unknownState, source }
}

const unknownState = {
  harvest: null,
  done_through: null,
  newest: null,
  validators: null,
  paused: 0,
  failures: 0,
  retry_at: null,
  leased_by: null,
  leased_until: null,
}

/** Sources that were ever asked. */
export async function askedSources(db: Db | Tx): Promise<Set<string>> {
  const rows = await db.selectFrom('source_state').select('source').execute()
  return new Set(rows.map(({ source }) => source))
}

export const openHarvestOf = ({ harvest }: SourceStateTable): OpenHarvest | null =>
  harvest === null ? null : (JSON.parse(harvest) as OpenHarvest)

/** Makes the source this holder's alone, until it lets go or dies. False where another is at it. */
export async function takeLease(db: Db, source: SourceName, holder: string): Promise<boolean> {
  await addSource(db, source)
  const { leased_by: before } = await stateOf(db, source)
  const now = Date.now()
  const taken = await db
    .updateTable('source_state')
    .set({ leased_by: holder, leased_until: now + LEASE_MS })
    .where('source', '=', source)
    .where((is) =>
      is.or([
        is('leased_by', 'is', null),
        is('leased_until', '<', now),
        ...(before !== null && hasDied(before) ? [is('leased_by', '=', before)] : []),
      ]),
    )
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/** A sign of life. False where the lease was lost: another has gone on with the harvest. */
export async function extendLease(db: Db | Tx, source: SourceName, holder: string): Promise<boolean> {
  const extended = await db
    .updateTable('source_state')
    .set({ leased_until: Date.now() + LEASE_MS })
    .where('source', '=', source)
    .where('leased_by', '=', holder)
    .executeTakeFirst()
  return extended.numUpdatedRows > 0n
}

export async function releaseLease(db: Db, source: SourceName, holder: string): Promise<void> {
  await db
    .updateTable('source_state')
    .set({ leased_by: null, leased_until: null })
    .where('source', '=', source)
    .where('leased_by', '=', holder)
    .execute()
}

export async function changeState(
  db: Db | Tx,
  source: SourceName,
  change: Partial<Omit<SourceStateTable, 'source'>>,
): Promise<void> {
  await db.updateTable('source_state').set(change).where('source', '=', source).execute()
}

/** Whether the schedule passes the source over. Kept for sources that were never asked, too. */
export async function setPaused(db: Db, source: SourceName, paused: boolean): Promise<void> {
  await addSource(db, source)
  await changeState(db, source, { paused: paused ? 1 : 0 })
}

async function addSource(db: Db, source: SourceName): Promise<void> {
  await db
    .insertInto('source_state')
    .values({ ...unknownState, source })
    .onConflict((conflict) => conflict.column('source').doNothing())
    .execute()
}
