// What the site wrote to people, and the links in it.

import type { Db } from '../../src/db/connect.ts'
import { testOrigin } from './members.ts'

export interface Written {
  recipient: string
  subject: string
  body: string
  kind: string
}

/** Oldest first, in the order of writing. */
export const outbox = (db: Db): Promise<Written[]> =>
  db
    .selectFrom('mail')
    .select(['recipient', 'subject', 'body', 'kind'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** The path, with its query, of the link in the newest mail of this kind. */
export async function mailedPath(db: Db, kind: string): Promise<string> {
  const mails = (await outbox(db)).filter((mail) => mail.kind === kind)
  const body = mails.at(-1)?.body ?? ''
  const link = body.split('\n').find((line) => line.startsWith(testOrigin))
  if (!link) throw new Error(`No mail of kind ${kind} has a link: ${body}`)
  return link.slice(testOrigin.length)
}

export const tokenOf = (path: string): string => new URL(path, testOrigin).searchParams.get('token') ?? ''
