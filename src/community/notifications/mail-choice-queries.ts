import { canGetMail } from '../../accounts/mail-address.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { MailOffTable } from '../../db/schema-people.ts'

/** What these people want no mails of. */
export async function mailsOff(db: Db | Tx, people: readonly string[]): Promise<MailOffTable[]> {
  if (people.length === 0) return []
  return db
    .selectFrom('mail_off')
    .selectAll()
    .where('person_id', 'in', people)
    .orderBy('person_id')
    .orderBy('kind')
    .execute()
}

export async function deleteMailsOff(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('mail_off').where('person_id', '=', personId).execute()
}

export async function insertMailsOff(tx: Tx, rows: MailOffTable[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('mail_off')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doNothing())
    .execute()
}

/** Of a member, confirmed and real. */
export async function addressFor(tx: Tx, memberId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('member')
    .select('email')
    .where('id', '=', memberId)
    .where('email_verified', '=', 1)
    .executeTakeFirst()
  return row && canGetMail(row.email) ? row.email : undefined
}
