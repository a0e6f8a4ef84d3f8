// What waits to be sent. Whoever causes a mail adds it in the transaction of the cause; sending is another matter.

import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import { insertMail } from './mail-queries.ts'

export interface NewMail {
  recipient: string
  /** One line; control characters become spaces. */
  subject: string
  /** Paragraphs, an empty line between them. A paragraph that is an address becomes a link. */
  body: string
  /** What it is for, as a word: `sign-up`. */
  kind: string
}

/** Longer subjects are cut: mail programs show less. */
const LONGEST_SUBJECT = 150

export function addMail(
  tx: Db | Tx,
  { recipient, subject, body, kind }: NewMail,
  now: number,
): Promise<void> {
  return insertMail(tx, {
    ...{ id: randomBytes(12).toString('hex'), kind, state: 'waiting', attempts: 0 },
    recipient: oneLine(recipient),
    subject: oneLine(subject).slice(0, LONGEST_SUBJECT),
    body,
    ...{ created_at: now, send_at: now, sent_at: null, last_error: null },
  })
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
