import type { Db, Tx } from '../db/connect.ts'
import type { MailTable } from '../db/schema-people.ts'

export type MailState = 'waiting' | 'sending' | 'sent' | 'failed' | 'doubtful'

export async function insertMail(tx: Db | Tx, row: MailTable): Promise<void> {
  await tx.insertInto('mail').values(row).execute()
}

/** The mail that is due for longest; letters, which go to many, stand behind all others. */
export async function dueMail(db: Db, now: number): Promise<MailTable | undefined> {
  const due = db
    .selectFrom('mail')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .orderBy('id')
    .limit(1)
  return (await due.where('html', 'is', null).executeTakeFirst()) ?? due.executeTakeFirst()
}

/** False where another node took it first, or an admin changed its mind. */
export async function takeMail(db: Db, { id, attempts }: MailTable, now: number): Promise<boolean> {
  const taken = await db
    .updateTable('mail')
    .set({ state: 'sending', attempts: attempts + 1, send_at: now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

export async function setMail(db: Db, id: string, change: Partial<MailTable>): Promise<void> {
  await db.updateTable('mail').set(change).where('id', '=', id).execute()
}

/** Those that were being sent when their process ended: nobody can know whether they arrived. */
export async function doubtMails(db: Db, before: number): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'doubtful', last_error: 'The program ended while it was sent.' })
    .where('state', '=', 'sending')
    .where('send_at', '<', before)
    .execute()
}

export const countMails = (db: Db): Promise<{ state: string; mails: number }[]> =>
  db
    .selectFrom('mail')
    .select((select) => ['state', select.fn.countAll<number>().as('mails')])
    .groupBy('state')
    .orderBy('state')
    .execute()

/** Those that were not sent, the newest first. */
export const unsentMails = (db: Db, limit: number): Promise<MailTable[]> =>
  db
    .selectFrom('mail')
    .selectAll()
    .where('state', '!=', 'sent')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

/** For one that failed, or of which nobody knows. False where there is no such mail. */
export async function sendMailAgain(db: Db, id: string, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('mail')
    .set({ state: 'waiting', attempts: 0, send_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'doubtful'])
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export async function forgetSentMails(db: Db, before: number): Promise<void> {
  await db.deleteFrom('mail').where('state', '=', 'sent').where('sent_at', '<', before).execute()
}
