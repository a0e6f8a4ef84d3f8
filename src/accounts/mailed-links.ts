// What members do by links in mails: sign in, choose a new password, move to another address. Who asks for a mail learns
// nothing: the answer is the same for members and for nobody.

import type { Db } from '../db/connect.ts'
import type { MemberTable } from '../db/schema-people.ts'
import { inTransaction } from '../db/write.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { addLetter, letters, type MailSite } from './account-mails.ts'
import { setPasswordHash } from './account-queries.ts'
import { linkLifetimes } from './link-lifetimes.ts'
import { makeLink, spendLink } from './links.ts'
import { readAddress } from './mail-address.ts'
import { changeMember, memberByEmail, memberById, memberByName, viewerOf } from './member-queries.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { endSessions } from './session-queries.ts'
import { deleteLinksOf } from './sign-in-link-queries.ts'
import type { AddressOf } from './sign-up.ts'

const kinds = {
  'sign-in': { validMs: linkLifetimes.signIn, letter: letters.signIn, kind: 'signIn' },
  password: { validMs: linkLifetimes.password, letter: letters.password, kind: 'password' },
} as const

/** Writes a mail where there is such a member (`who`: a name or an address). */
export async function mailLink(
  db: Db,
  site: MailSite,
  purpose: 'sign-in' | 'password',
  { who, addressOf }: { who: string; addressOf: AddressOf },
): Promise<void> {
  const member = await memberCalled(db, who)
  const { validMs, letter, kind } = kinds[purpose]
  await inTransaction(db, async (tx) => {
    // A link of nobody is good for nothing, and takes as long to make: how long the answer takes tells nothing either.
    const isMember = member && viewerOf(member, site.now)
    const whose = isMember ? { memberId: member.id, address: member.email } : {}
    const token = await makeLink(tx, { purpose, ...whose, validMs }, site.now)
    if (isMember) await addLetter(tx, member.email, kind, letter(site.name, addressOf(token)), site.now)
  })
}

/** By address or handle. */
export const memberCalled = (db: Db, who: string): Promise<MemberTable | undefined> =>
  who.includes('@') && !who.startsWith('@') ? memberByEmail(db, who) : memberByName(db, who)

/** Returns the id of the member who may now be signed in. @throws Forbidden */
export function spendSignInLink(db: Db, token: string, now: number): Promise<string> {
  return inTransaction(db, async (tx) => {
    const { member_id } = await spendLink(tx, token, 'sign-in', now)
    const member = member_id === null ? undefined : await memberById(tx, member_id)
    if (!member || !viewerOf(member, now))
      throw new Forbidden('This account is closed. Write to whoever runs this site.')
    await changeMember(tx, member.id, { email_verified: 1 })
    return member.id
  })
}

/** Ends all sessions; returns the id of the member. @throws Forbidden, Invalid */
export async function resetPassword(
  db: Db,
  site: MailSite,
  { token, password, resetAddress }: { token: string; password: string; resetAddress: string },
): Promise<string> {
  checkPassword(password)
  const hash = await hashPassword(password)
  return inTransaction(db, async (tx) => {
    const { member_id } = await spendLink(tx, token, 'password', site.now)
    const member = member_id === null ? undefined : await memberById(tx, member_id)
    if (!member || !viewerOf(member, site.now))
      throw new Forbidden('This account is closed. Write to whoever runs this site.')
    await setPasswordHash(tx, member.id, hash, new Date(site.now).toISOString())
    await changeMember(tx, member.id, { email_verified: 1 })
    await endSessions(tx, member.id)
    await deleteLinksOf(tx, member.id)
    const letter = letters.passwordChanged(site.name, resetAddress)
    await addLetter(tx, member.email, 'passwordChanged', letter, site.now)
    return member.id
  })
}

/** Tells both addresses; an address of another member only learns that it has an account. @throws Invalid */
export function askForAddress(
  db: Db,
  site: MailSite,
  wish: { memberId: string; email: string; addressOf: AddressOf; settings: string; signIn: string },
): Promise<void> {
  const address = readAddress(wish.email)
  return inTransaction(db, async (tx) => {
    const member = await memberById(tx, wish.memberId)
    if (!member || member.email === address) return
    const isOthers = (await memberByEmail(tx, address)) !== undefined
    const link = {
      purpose: 'address' as const,
      memberId: member.id,
      address,
      validMs: linkLifetimes.newAddress,
    }
    const token = await makeLink(tx, link, site.now)
    const letter = isOthers
      ? letters.isMember(site.name, wish.signIn)
      : letters.newAddress(site.name, wish.addressOf(token))
    await addLetter(tx, address, 'newAddress', letter, site.now)
    const notice = letters.addressAsked(site.name, address, wish.settings)
    await addLetter(tx, member.email, 'addressAsked', notice, site.now)
  })
}

/** @throws Forbidden, Conflict where somebody else has the address by now */
export function confirmAddress(
  db: Db,
  site: MailSite,
  { token, memberId }: { token: string; memberId: string },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { member_id, address } = await spendLink(tx, token, 'address', site.now)
    const member = await memberById(tx, memberId)
    if (!member || member_id !== memberId || address === null) {
      throw new Forbidden('This link belongs to another account. Sign in to that one first.')
    }
    if (await memberByEmail(tx, address)) throw new Conflict('There is an account with this address already.')
    const change = { email: address, email_verified: 1, updated_at: new Date(site.now).toISOString() }
    await changeMember(tx, memberId, change)
    await deleteLinksOf(tx, memberId)
    for (const recipient of [address, member.email]) {
      await addLetter(tx, recipient, 'addressChanged', letters.addressChanged(site.name, address), site.now)
    }
  })
}
