// What waits to be sent. Whoever causes a mail adds it in the transaction of the cause; sending is another matter.

import { randomBytes } from 'node:crypto'
import { canGetMail } from '../accounts/mail-address.ts'
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
  /** Of a letter: a whole page. Absent: the paragraphs as they are. */
  html?: string
  /** For what people subscribe to: where its List-Unsubscribe leads. */
  unsubscribeUrl?: string
  /** Of what a saved search found: it leaves only while that search is on. */
  searchId?: string
}

/** Longer subjects are cut: mail programs show less. */
const LONGEST_SUBJECT = 150

/** Nothing is ever written to addresses that were made up, wherever it comes from. */
export async function addMail(
  tx: Db | Tx,
  { recipient, subject, body, kind, html, unsubscribeUrl, searchId }: NewMail,
  now: number,
): Promise<void> {
  if (!canGetMail(oneLine(recipient))) return
  await insertMail(tx, {
    ...{ id: randomBytes(12).toString('hex'), kind, state: 'waiting', attempts: 0 },
    recipient: oneLine(recipient),
    subject: oneLine(subject).slice(0, LONGEST_SUBJECT),
    body,
    ...{ created_at: now, send_at: now, sent_at: null, last_error: null },
    ...{ unsubscribe_url: unsubscribeUrl ?? null, html: html ?? null, saved_search_id: searchId ?? null },
  })
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
