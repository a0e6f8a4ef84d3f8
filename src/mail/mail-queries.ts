import { type ExpressionBuilder, sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Schema } from '../db/schema.ts'
import type { MailTable } from '../db/schema-people.ts'

export type MailState = 'waiting' | 'sending' | 'sent' | 'failed' | 'doubtful'

export async function insertMail(tx: Db | Tx, row: MailTable): Promise<void> {
  await tx.insertInto('mail').values(row).execute()
}

const due = (db: Db, now: number) =>
  db
    .selectFrom('mail')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .orderBy('id')
    .limit(1)

/** The mail that is due for longest and is no letter. */
export const dueMail = (db: Db, now: number): Promise<MailTable | undefined> =>
  due(db, now).where('html', 'is', null).executeTakeFirst()

/** Letters go to many. */
export const dueLetter = (db: Db, now: number): Promise<MailTable | undefined> =>
  due(db, now).where('html', 'is not', null).executeTakeFirst()

/** All letters that are due to a domain. */
export async function postponeLetters(
  db: Db,
  domain: string,
  { now, until }: { now: number; until: number },
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ send_at: until })
    .where('state', '=', 'waiting')
    .where('html', 'is not', null)
    .where('send_at', '<=', now)
    .where(sql`substr(recipient, length(recipient) - length(cast(${domain} as text)))`, '=', `@${domain}`)
    .execute()
}

/** The search that it is about is there and on, and this is still its member's address. */
export async function isSearchOn(
  db: Db,
  { saved_search_id, recipient }: Pick<MailTable, 'saved_search_id' | 'recipient'>,
): Promise<boolean> {
  const search = await db
    .selectFrom('saved_search')
    .innerJoin('member', 'member.id', 'saved_search.member_id')
    .select('saved_search.id')
    .where('saved_search.id', '=', saved_search_id)
    .where('saved_search.cadence', '!=', 'off')
    .where('member.email', '=', recipient)
    .where('member.email_verified', '=', 1)
    .where('member.state', '=', 'active')
    .executeTakeFirst()
  return search !== undefined
}

/** Nobody wants it any more. */
export async function dropMail(db: Db, id: string): Promise<void> {
  await db.deleteFrom('mail').where('id', '=', id).where('state', '=', 'waiting').execute()
}

export async function dropMailsOfSearch(tx: Tx, searchId: string): Promise<void> {
  await tx.deleteFrom('mail').where('saved_search_id', '=', searchId).where('state', '=', 'waiting').execute()
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

/** Only while that try is under way: what was doubted meanwhile stays so. */
export async function endMail(
  db: Db,
  { id, attempts }: Pick<MailTable, 'id' | 'attempts'>,
  change: Partial<MailTable>,
): Promise<void> {
  await db
    .updateTable('mail')
    .set(change)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'sending')
    .execute()
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

export type UnsentMail = Pick<
  MailTable,
  'id' | 'recipient' | 'subject' | 'body' | 'kind' | 'state' | 'created_at' | 'last_error'
>

/** Those that were not sent, the newest first. */
export const unsentMails = (db: Db, limit: number): Promise<UnsentMail[]> =>
  db
    .selectFrom('mail')
    .select(['id', 'recipient', 'subject', 'body', 'kind', 'state', 'created_at', 'last_error'])
    .where('state', '!=', 'sent')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Mails of that kind that were written before then. */
export interface WrittenBefore {
  kind: string
  before: number
}

/** For one that failed, or of which nobody knows, and that is none of the dead ones. False where there is no such mail. */
export async function sendMailAgain(
  db: Db,
  id: string,
  { now, dead }: { now: number; dead: readonly WrittenBefore[] },
): Promise<boolean> {
  const changed = await db
    .updateTable('mail')
    .set({ state: 'waiting', attempts: 0, send_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'doubtful'])
    .where((select) => select.not(isOneOf(select, dead)))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

const isOneOf = ({ or, and, eb }: ExpressionBuilder<Schema, 'mail'>, mails: readonly WrittenBefore[]) =>
  or(mails.map(({ kind, before }) => and([eb('kind', '=', kind), eb('created_at', '<', before)])))

interface WorthNothing {
  dueBefore: number
  writtenBefore: number
  dead: readonly WrittenBefore[]
  /** Said of those that wait for no other reason. */
  problem: string
}

/** Those that wait, and of which one of these is true. */
export async function giveUpMails(
  db: Db,
  { dueBefore, writtenBefore, dead, problem }: WorthNothing,
): Promise<void> {
  await db
    .updateTable('mail')
    .set(({ fn, val }) => ({ state: 'failed', last_error: fn.coalesce('last_error', val(problem)) }))
    .where('state', '=', 'waiting')
    .where((select) =>
      select.or([
        select('send_at', '<', dueBefore),
        select('created_at', '<', writtenBefore),
        isOneOf(select, dead),
      ]),
    )
    .execute()
}

/** What was sent before then, and what was written before then and failed, or of which nobody knows. */
export async function deleteEndedMails(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('mail')
    .where('state', '=', 'sent')
    // It was taken before it was sent, and the index knows when: others are not looked at.
    .where('send_at', '<', before)
    .where('sent_at', '<', before)
    .execute()
  await db
    .deleteFrom('mail')
    .where('state', 'in', ['failed', 'doubtful'])
    .where('created_at', '<', before)
    .execute()
}
