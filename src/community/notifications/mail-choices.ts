// Which notifications come by mail, too: all kinds, but those that a member has switched off. The site shows every one.

import { memberById } from '../../accounts/member-queries.ts'
import { isStopped } from '../../bounces/stopped.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { addMail } from '../../mail/mail.ts'
import { addressFor, deleteMailsOff, insertMailsOff, mailsOff } from './mail-choice-queries.ts'
import { type MailKind, mailKinds } from './mail-kinds.ts'

/** The kinds of which somebody wants mails. */
export async function mailChoicesOf(db: Db, personId: string): Promise<ReadonlySet<MailKind>> {
  const off = await mailsOff(db, [personId])
  return new Set(mailKinds.filter((kind) => !off.some((row) => row.kind === kind)))
}

export function saveMailChoices(db: Db, personId: string, wanted: ReadonlySet<MailKind>): Promise<void> {
  return inTransaction(db, async (tx) => {
    await deleteMailsOff(tx, personId)
    await insertMailsOff(
      tx,
      mailKinds.filter((kind) => !wanted.has(kind)).map((kind) => ({ person_id: personId, kind })),
    )
  })
}

/** Done more than once it changes nothing more; to who left nothing is sent anyway. */
export const stopMails = (db: Db, personId: string, kind: MailKind): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (await memberById(tx, personId)) await insertMailsOff(tx, [{ person_id: personId, kind }])
  })

export interface MemberMail {
  to: string
  kind: MailKind
  subject: string
  /** Paragraphs. */
  says: string[]
  now: number
  /** Whatever they chose: they can't read it on the site. */
  always?: boolean
}

/** False where they want none of this kind, their address is not known to be theirs, or mail to it came back. */
export async function mailMember(tx: Tx, mail: MemberMail): Promise<boolean> {
  const { to, kind, subject, says, now, always = false } = mail
  const recipient = await addressFor(tx, to)
  if (recipient === undefined) return false
  if (!always && (await mailsOff(tx, [to])).some((off) => off.kind === kind)) return false
  if (!always && (await isStopped(tx, recipient))) return false
  // What always comes is none of the kinds that can be switched off.
  await addMail(tx, { recipient, subject, body: says.join('\n\n'), kind: always ? 'ban' : kind }, now)
  return true
}
