// Signing up by form. Nothing of an account exists before its address is confirmed: neither a name nor an address can be
// taken by somebody who doesn't have it, and whoever asks learns nothing about who is a member.

import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import { addLetter, letters, type MailSite } from './account-mails.ts'
import { readHandle } from './handles.ts'
import { readInvitation, useInvitation } from './invitations.ts'
import { linkLifetimes } from './link-lifetimes.ts'
import { hashOfToken, makeLink, readLink, spendLink } from './links.ts'
import { readAddress } from './mail-address.ts'
import { isFreeName, memberByEmail } from './member-queries.ts'
import { createMember, nameTaken } from './new-member.ts'
import { checkPassword, hashPassword } from './passwords.ts'

/** `REGISTRATION`. */
export type Registration = 'open' | 'invite' | 'closed'

export interface SignUpForm {
  name: string
  email: string
  password: string
  /** The token of an invitation, or empty. */
  invitation: string
}

/** Makes an address of this site of a token. */
export type AddressOf = (token: string) => string

export interface SignUpAddresses {
  confirm: AddressOf
  signIn: string
}

/** What waits for the address to be confirmed. */
interface Pending {
  name: string
  passwordHash: string
  /** The hash of an invitation. */
  invitation?: string
}

/** @throws Forbidden where this site doesn't take everybody */
export async function checkRegistration(
  db: Db,
  registration: Registration,
  invitation: string,
  now: number,
): Promise<void> {
  if (registration === 'closed') {
    throw new Forbidden('Nobody can sign up here by themselves. Ask whoever runs this site for an account.')
  }
  if (invitation !== '') await readInvitation(db, hashOfToken(invitation), now)
  else if (registration === 'invite')
    throw new Forbidden('This site takes members by invitation. Ask one of its admins for a link.')
}

/** As they are kept. @throws Invalid, Conflict where the name is taken */
export async function checkSignUp(db: Db, form: SignUpForm): Promise<{ name: string; address: string }> {
  const name = readHandle(form.name)
  const address = readAddress(form.email)
  checkPassword(form.password)
  if (!(await isFreeName(db, name))) throw nameTaken(name)
  return { name, address }
}

/** Writes a mail, to new addresses and known ones alike, and takes as long for both. @throws Invalid, Conflict */
export async function askToSignUp(
  db: Db,
  site: MailSite,
  form: SignUpForm,
  addresses: SignUpAddresses,
): Promise<void> {
  const { name, address } = await checkSignUp(db, form)
  const passwordHash = await hashPassword(form.password)
  const details: Pending = {
    ...{ name, passwordHash },
    ...(form.invitation !== '' && { invitation: hashOfToken(form.invitation) }),
  }
  await inTransaction(db, async (tx) => {
    const known = (await memberByEmail(tx, address)) !== undefined
    const token = await makeLink(
      tx,
      { purpose: 'sign-up', address, details, validMs: linkLifetimes.signUp },
      site.now,
    )
    const letter = known
      ? letters.isMember(site.name, addresses.signIn)
      : letters.signUp(site.name, name, addresses.confirm(token))
    await addLetter(tx, address, 'signUp', letter, site.now)
  })
}

/** The name that was wished for. @throws Forbidden */
export async function pendingName(db: Db, token: string, now: number): Promise<string> {
  return pendingOf(await readLink(db, token, 'sign-up', now)).name
}

/** Returns the new member's id. `name` may differ from the one wished for. @throws Forbidden, Invalid, Conflict */
export function confirmSignUp(
  db: Db,
  { token, name, now }: { token: string; name: string; now: number },
): Promise<string> {
  const handle = name === '' ? '' : readHandle(name)
  return inTransaction(db, async (tx) => {
    const link = await readLink(tx, token, 'sign-up', now)
    const pending = pendingOf(link)
    await spendLink(tx, token, 'sign-up', now)
    const invitation =
      pending.invitation === undefined ? undefined : await readInvitation(tx, pending.invitation, now)
    const facts = {
      ...{ name: handle === '' ? pending.name : handle, email: link.address ?? '' },
      ...{ passwordHash: pending.passwordHash, role: invitation?.role ?? ('reader' as const) },
      ...{ verified: true, vouched: invitation !== undefined },
    }
    // A name that was taken since rolls all of it back: the link is good for another name.
    const id = await createMember(tx, facts, now)
    if (pending.invitation !== undefined) await useInvitation(tx, pending.invitation, id, now)
    return id
  })
}

// Only `askToSignUp` writes such rows.
const pendingOf = ({ details }: { details: string | null }): Pending => JSON.parse(details ?? '{}') as Pending
