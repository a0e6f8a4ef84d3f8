import type { Db } from '../db/connect.ts'

/** Returns how many there are now in this window, this one too. */
export async function addAttempt(db: Db, key: string, windowStart: number): Promise<number> {
  const { attempts } = await db
    .insertInto('attempt')
    .values({ key, window_start: windowStart, attempts: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['key', 'window_start'])
        .doUpdateSet(({ eb }) => ({ attempts: eb('attempt.attempts', '+', 1) })),
    )
    .returning('attempts')
    .executeTakeFirstOrThrow()
  return attempts
}

export async function subtractAttempt(db: Db, key: string, windowStart: number): Promise<void> {
  await db
    .updateTable('attempt')
    .set(({ eb }) => ({ attempts: eb('attempts', '-', 1) }))
    .where('key', '=', key)
    .where('window_start', '=', windowStart)
    .execute()
}

export async function forgetAttempts(db: Db, before: number): Promise<void> {
  await db.deleteFrom('attempt').where('window_start', '<', before).execute()
}
