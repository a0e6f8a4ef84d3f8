// Links that work once. The store holds only a hash of each.

import { createHash, randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import type { SignInLinkTable } from '../db/schema-people.ts'
import { Forbidden } from '../errors.ts'
import { deleteLinksBefore, insertLink, liveLink, markLinkUsed } from './sign-in-link-queries.ts'

export type LinkPurpose = 'owner' | 'sign-up' | 'sign-in' | 'password' | 'address'

export interface NewLink {
  purpose: LinkPurpose
  memberId?: string
  /** The mail address to which it is sent. */
  address?: string
  details?: object
  validMs: number
}

/** Returns the token. */
export async function makeLink(tx: Db | Tx, link: NewLink, now: number): Promise<string> {
  const { purpose, memberId = null, address = null, details, validMs } = link
  const token = newToken()
  await insertLink(tx, {
    ...{ token_hash: hashOfToken(token), purpose, member_id: memberId, address },
    ...{ details: details ? JSON.stringify(details) : null, used_at: null },
    ...{ created_at: now, expires_at: now + validMs },
  })
  return token
}

/** @throws Forbidden */
export async function readLink(
  db: Db | Tx,
  token: string,
  purpose: LinkPurpose,
  now: number,
): Promise<SignInLinkTable> {
  const link = await liveLink(db, hashOfToken(token), purpose, now)
  if (!link) throw isVoid()
  return link
}

/** Returns what the link said. @throws Forbidden where it was used, by a request at the same moment too */
export async function spendLink(
  tx: Db | Tx,
  token: string,
  purpose: LinkPurpose,
  now: number,
): Promise<SignInLinkTable> {
  const link = await readLink(tx, token, purpose, now)
  if (!(await markLinkUsed(tx, link.token_hash, purpose, now))) throw isVoid()
  return link
}

/** Links that are over are forgotten after a week. */
export const forgetOldLinks = (db: Db, now: number): Promise<void> =>
  deleteLinksBefore(db, now - 7 * 86_400_000)

export const newToken = (): string => randomBytes(24).toString('base64url')

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

const isVoid = () => new Forbidden('This link was used or is too old. Ask for a new one.')
