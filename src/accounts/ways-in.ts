// Ways to sign in beside passkeys: one must be left when the last passkey goes.

import type { Tx } from '../db/connect.ts'
import { PASSWORD, providersOf } from './account-queries.ts'
import { canGetMail } from './mail-address.ts'
import { memberById } from './member-queries.ts'
import { isOwner } from './owner-link.ts'

export interface SiteWays {
  /** It sends mails, so that a link can come by one. */
  mails: boolean
  /** Ids of the services that people can sign in with. */
  services: readonly string[]
}

/** By a password, a service, a link in a mail, or the link that the server prints for its owner. */
export async function hasOtherWayIn(
  tx: Tx,
  memberId: string,
  { mails, services }: SiteWays,
): Promise<boolean> {
  const providers = await providersOf(tx, memberId)
  if (providers.some((provider) => provider === PASSWORD || services.includes(provider))) return true
  const member = await memberById(tx, memberId)
  if (mails && member?.email_verified === 1 && canGetMail(member.email)) return true
  return isOwner(tx, memberId)
}
