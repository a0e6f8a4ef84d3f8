// Double opt-in: an address gets nothing but the mail that asks it, until the button behind that mail's link is pressed.

import { createHash, randomBytes } from 'node:crypto'
import { readAddress } from '../accounts/mail-address.ts'
import { secretKeys } from '../accounts/secret.ts'
import { arrivesAgain, stoppedFor } from '../bounces/stopped.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { SubscriptionTable } from '../db/schema-digests.ts'
import { inTransaction } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import { addMail } from '../mail/mail.ts'
import { digestAddresses } from './digest-addresses.ts'
import { decidedAtFirst } from './due-days.ts'
import { preferenceColumns, type Subscription, subscriptionOf, usualPreferences } from './subscription.ts'
import { subscriptionToken } from './subscription-link.ts'
import {
  findByAddress,
  findByTokenHash,
  findSubscription,
  insertSubscription,
  setSubscription,
  spendToken,
} from './subscription-queries.ts'
import { isSuppressed } from './suppression.ts'

/** `now`: the moment of asking (milliseconds UTC). `secretKey`: SECRET_KEY, where it is set. */
export interface MailSite {
  name: string
  publicUrl: string
  now: number
  secretKey: string | undefined
}

/** What confirmations are called in the outbox. */
export const CONFIRMATION = 'subscribe'

const LINK_DAYS = 7
/** Milliseconds that the link of a confirmation works. */
export const LINK_MS = LINK_DAYS * 86_400_000

/**
 * Writes to the address, whatever is known of it; whoever asked isn't told which mail it was, nor that none was
 * written because the address is never written to.
 * @throws Invalid
 */
export async function askToSubscribe(db: Db, site: MailSite, text: string): Promise<void> {
  const email = readAddress(text)
  // Where mail came back the link of this one shows that it arrives again.
  if ((await isSuppressed(db, email)) && (await stoppedFor(db, email))?.reason !== 'bounced') return
  const [key = ''] = await secretKeys(db, site.now, site.secretKey)
  await inTransaction(db, async (tx) => {
    const known = await knownOrNew(tx, email, site.now)
    if (known.state === 'confirmed') await writeThatItIs(tx, site, key, known)
    else await writeToConfirm(tx, site, key, known)
  })
}

async function knownOrNew(tx: Tx, email: string, now: number): Promise<SubscriptionTable> {
  const row = newRow(email, now)
  if (await insertSubscription(tx, row)) return row
  return (await findByAddress(tx, email)) ?? row
}

const newRow = (email: string, now: number): SubscriptionTable => ({
  ...{ id: randomBytes(12).toString('hex'), email, state: 'unconfirmed' },
  ...preferenceColumns(usualPreferences),
  ...{ created_at: now, consented_at: null, unsubscribed_at: null },
  ...{ token_hash: null, token_expires_at: null, decided_on: null, followed_until: null },
})

/** The newest link is the one that works. */
async function writeToConfirm(tx: Tx, site: MailSite, key: string, row: SubscriptionTable): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const change = { token_hash: hashOf(token), token_expires_at: site.now + LINK_MS }
  await setSubscription(tx, row.id, change)
  const says = [
    `Somebody, hopefully you, wants ${site.name} by mail at this address. This confirms it:`,
    digestAddresses(site.publicUrl).confirm(token),
    `The link works once, for ${LINK_DAYS} days. If that wasn’t you, do nothing: nothing is sent without it.`,
  ]
  await write(tx, site, key, { row, subject: `Confirm your subscription to ${site.name}`, says })
}

async function writeThatItIs(tx: Tx, site: MailSite, key: string, row: SubscriptionTable): Promise<void> {
  const says = [
    `Somebody, hopefully you, wanted ${site.name} by mail at this address, which is subscribed already. What comes when is changed here:`,
    digestAddresses(site.publicUrl).subscription(subscriptionToken(key, row.id)),
    'If that wasn’t you, do nothing.',
  ]
  await write(tx, site, key, { row, subject: `You are subscribed to ${site.name}`, says })
}

async function write(
  tx: Tx,
  site: MailSite,
  key: string,
  { row, subject, says }: { row: SubscriptionTable; subject: string; says: string[] },
): Promise<void> {
  const unsubscribeUrl = digestAddresses(site.publicUrl).subscription(subscriptionToken(key, row.id))
  const mail = { recipient: row.email, subject, body: says.join('\n\n'), kind: CONFIRMATION, unsubscribeUrl }
  await addMail(tx, mail, site.now)
}

/** What the link of a confirmation is about; changes nothing. @throws Forbidden */
export async function readConfirmation(db: Db, token: string, now: number): Promise<Subscription> {
  const row = await findByTokenHash(db, hashOf(token))
  if (row && (row.token_expires_at ?? 0) > now) return subscriptionOf(row)
  throw new Forbidden(
    'This link was used already, or is older than seven days. Subscribe once more for a new one.',
  )
}

/** The time of consent is kept. The first digest comes when the clock next shows the hour. @throws Forbidden */
export async function confirmSubscription(db: Db, token: string, now: number): Promise<Subscription> {
  const { id, ...chosen } = await readConfirmation(db, token, now)
  const decided_on = decidedAtFirst(chosen, now)
  const change = { state: 'confirmed', consented_at: now, unsubscribed_at: null, decided_on }
  if (!(await spendToken(db, hashOf(token), change))) return readConfirmation(db, token, now)
  const row = await findByIdOrThrow(db, id)
  await arrivesAgain(db, row.email)
  return subscriptionOf(row)
}

/** For members: their address is verified, and they press the button themselves. */
export async function subscribeMember(db: Db, email: string, now: number): Promise<Subscription> {
  if ((await stoppedFor(db, email))?.reason === 'bounced')
    throw new Forbidden(
      'Mail to this address came back. Say in your settings, at Mails, that it works again.',
    )
  if (await isSuppressed(db, email.toLowerCase()))
    throw new Forbidden('This address asked never to be written to. Whoever runs this site can change that.')
  return inTransaction(db, async (tx) => {
    const row = await knownOrNew(tx, email.toLowerCase(), now)
    if (row.state === 'confirmed') return subscriptionOf(row)
    const change = {
      ...{ state: 'confirmed', consented_at: now, unsubscribed_at: null },
      ...{ token_hash: null, token_expires_at: null, decided_on: decidedAtFirst(row, now) },
    }
    await setSubscription(tx, row.id, change)
    return subscriptionOf({ ...row, ...change })
  })
}

async function findByIdOrThrow(db: Db, id: string): Promise<SubscriptionTable> {
  const row = await findSubscription(db, id)
  if (!row) throw new Forbidden('This subscription was erased meanwhile. Subscribe once more.')
  return row
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
