// What came back, and which addresses get nothing more for it.

import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { BounceTable } from '../db/schema-digests.ts'
import type { BounceKind } from './bounce.ts'

/** False where it was told before. `anew`: not where that one counts no more. */
export async function insertBounce(tx: Tx, row: BounceTable, { anew }: { anew: boolean }): Promise<boolean> {
  const { id: _, ...facts } = row
  const inserted = await tx
    .insertInto('bounce')
    .values(row)
    .onConflict((conflict) =>
      anew
        ? conflict.column('id').doUpdateSet(facts).where('bounce.counted', '=', 0)
        : conflict.column('id').doNothing(),
    )
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Those that count, of an address, the newest first. */
export const countedBounces = (tx: Db | Tx, email: string, limit: number): Promise<BounceTable[]> =>
  tx
    .selectFrom('bounce')
    .selectAll()
    .where('email', '=', email)
    .where('counted', '=', 1)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

/** All that is kept of an address, for who it is about. */
export const bouncesOf = (db: Db | Tx, email: string) =>
  db
    .selectFrom('bounce')
    .select(['kind', 'status', 'detail', 'received_at as receivedAt'])
    .where('email', '=', email)
    .orderBy('received_at')
    .orderBy('id')
    .execute()

/** What came back before counts no more. */
export async function forgiveBounces(tx: Tx, email: string): Promise<void> {
  await tx.updateTable('bounce').set({ counted: 0 }).where('email', '=', email).execute()
}

export async function deleteBouncesOf(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('bounce').where('email', '=', email).execute()
}

export async function deleteBouncesBefore(db: Db, before: number): Promise<void> {
  await db.deleteFrom('bounce').where('received_at', '<', before).execute()
}

/** By kind, since then. */
export const countBounces = (db: Db, since: number): Promise<{ kind: string; bounces: number }[]> =>
  db
    .selectFrom('bounce')
    .select((select) => ['kind', select.fn.countAll<number>().as('bounces')])
    .where('received_at', '>=', since)
    .groupBy('kind')
    .orderBy('kind')
    .execute()

export const pageOfBounces = (
  db: Db,
  { kind, skip, limit }: { kind: BounceKind | undefined; skip: number; limit: number },
): Promise<BounceTable[]> =>
  db
    .selectFrom('bounce')
    .selectAll()
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'soft'))
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .offset(skip)
    .limit(limit)
    .execute()

/** How many addresses are never written to, by why. */
export const countSuppressed = (db: Db): Promise<{ reason: string; addresses: number }[]> =>
  db
    .selectFrom('suppressed_address')
    .select((select) => ['reason', select.fn.countAll<number>().as('addresses')])
    .groupBy('reason')
    .orderBy('reason')
    .execute()

export interface Suppressed {
  hash: string
  reason: string
  since: number
}

export async function suppressedOf(db: Db | Tx, hashes: readonly string[]): Promise<Suppressed[]> {
  if (hashes.length === 0) return []
  return db
    .selectFrom('suppressed_address')
    .select(['address_hash as hash', 'reason', 'created_at as since'])
    .where('address_hash', 'in', hashes)
    .execute()
}

/** A complaint weighs more than what came back; what somebody asked for, or an admin did, stays as it is. */
export async function suppressFor(
  tx: Tx,
  { hash, reason, now }: { hash: string; reason: 'bounced' | 'complained'; now: number },
): Promise<void> {
  const isWorse: Expression<SqlBool> = sql`suppressed_address.reason = 'bounced' and excluded.reason = 'complained'`
  await tx
    .insertInto('suppressed_address')
    .values({ address_hash: hash, reason, created_at: now })
    .onConflict((conflict) =>
      conflict.column('address_hash').doUpdateSet({ reason, created_at: now }).where(isWorse),
    )
    .execute()
}

/** False where it isn't there for that reason. */
export async function unsuppress(tx: Tx, hash: string, reason: 'bounced'): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('suppressed_address')
    .where('address_hash', '=', hash)
    .where('reason', '=', reason)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}
