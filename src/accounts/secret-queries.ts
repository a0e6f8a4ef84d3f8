import type { Db, Tx } from '../db/connect.ts'

/** How many are accepted while one is replaced by another. */
const ACCEPTED = 2

/** Newest first. */
export async function secretValues(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('secret_key')
    .select('value')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(ACCEPTED)
    .execute()
  return rows.map(({ value }) => value)
}

/** The first of several that start at once wins. */
export async function addSecret(tx: Tx, value: string, now: number): Promise<void> {
  await tx
    .insertInto('secret_key')
    .values({ id: 'first', value, created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
