// The mail that goes with a notification: one for a discussion until it was read.

import { canGetMail } from '../../accounts/mail-address.ts'
import { notStopped } from '../../bounces/stopped.ts'
import type { Tx } from '../../db/connect.ts'
import type { CommentTable } from '../../db/schema-community.ts'
import { addMail } from '../../mail/mail.ts'
import type { PaperId } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { mailsOff } from './mail-choice-queries.ts'
import { letterFacts, unreadMailsOf } from './recipient-queries.ts'

/** What mails lead to; absent where this site sends none. */
export interface NoticeLinks {
  comment(paperId: PaperId, commentId: string): string
  mute(personId: string, paperId: PaperId): string
}

export interface Listener {
  id: string
  email: string
  verified: number
  kind: 'reply' | 'mention' | 'comment'
}

const does = { reply: 'replied to you on', mention: 'mentioned you on', comment: 'commented on your paper' }

/** As much of a comment is in the mail. */
const LONGEST_EXCERPT = 600

/** @returns who gets one. */
export async function mailListeners(
  tx: Tx,
  comment: CommentTable,
  { listeners, links, now }: { listeners: readonly Listener[]; links: NoticeLinks; now: number },
): Promise<Set<string>> {
  const waiting = await unreadMailsOf(
    tx,
    comment.paper_id,
    listeners.map(({ id }) => id),
  )
  const off = await mailsOff(
    tx,
    listeners.map(({ id }) => id),
  )
  const wanting = listeners.filter(
    ({ id, email, verified, kind }) =>
      verified === 1 &&
      canGetMail(email) &&
      !waiting.has(id) &&
      !off.some((row) => row.person_id === id && row.kind === kind),
  )
  const reached = await notStopped(tx, wanting)
  if (reached.length === 0) return new Set()
  const { title, writer } = await letterFacts(tx, comment)
  for (const { id, email, kind } of reached) {
    const what = `${writer} ${does[kind]} “${plainLatex(title).replace(/\s+/g, ' ')}”`
    const body = [
      `${what}:`,
      excerpt(comment.body),
      'Read it and answer:',
      links.comment(comment.paper_id, comment.id),
      'To hear nothing more of this discussion:',
      links.mute(id, comment.paper_id),
    ]
    await addMail(tx, { recipient: email, subject: what, body: body.join('\n\n'), kind }, now)
  }
  return new Set(reached.map(({ id }) => id))
}

/** On one line: what a comment holds must not look like a paragraph or a link of ours. */
function excerpt(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim()
  return `> ${line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT).toWellFormed()}…` : line}`
}
