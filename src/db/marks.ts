import type { Db, Tx } from './connect.ts'

/** How far something that goes on by itself has come; null: it has not begun. */
export async function getMark(db: Db | Tx, name: string): Promise<string | null> {
  const row = await db.selectFrom('mark').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

export async function putMark(db: Db | Tx, name: string, value: string): Promise<void> {
  await db
    .insertInto('mark')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
