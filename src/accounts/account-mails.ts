// What people are written about their account. Short, without anything that is news to whoever reads it by mistake.

import type { Db, Tx } from '../db/connect.ts'
import { addMail } from '../mail/mail.ts'

/** Of whom mails speak; `now` is the moment of asking (milliseconds UTC). */
export interface MailSite {
  name: string
  publicUrl: string
  now: number
}

interface Letter {
  subject: string
  /** Paragraphs. */
  says: string[]
}

/** What the last mail of an account is called in the outbox: it outlives the account. */
export const GOODBYE = 'gone'

const ifNotYou = 'If that wasn’t you, do nothing: nothing happens without this link.'

export const letters = {
  signUp: (site: string, name: string, link: string): Letter => ({
    subject: `Confirm your address for ${site}`,
    says: [
      `Somebody, hopefully you, wants to join ${site} as ${name}. This confirms that the address is yours:`,
      link,
      `It works once, for two days. ${ifNotYou}`,
    ],
  }),
  isMember: (site: string, link: string): Letter => ({
    subject: `You have an account at ${site}`,
    says: [
      `Somebody, hopefully you, wanted to join ${site} with this address, which has an account already. Sign in here:`,
      link,
      'A forgotten password can be replaced there. If that wasn’t you, do nothing.',
    ],
  }),
  signIn: (site: string, link: string): Letter => ({
    subject: `Your link to sign in to ${site}`,
    says: [`This signs you in to ${site}:`, link, `It works once, for 30 minutes. ${ifNotYou}`],
  }),
  password: (site: string, link: string): Letter => ({
    subject: `Choose a new password for ${site}`,
    says: [`Here you choose a new password for ${site}:`, link, `It works once, for an hour. ${ifNotYou}`],
  }),
  passwordChanged: (site: string, link: string): Letter => ({
    subject: `Your password for ${site} was changed`,
    says: [
      `The password of your account at ${site} was changed, and all other browsers were signed out.`,
      'If that wasn’t you, choose a new password at once:',
      link,
    ],
  }),
  newAddress: (site: string, link: string): Letter => ({
    subject: `Confirm your new address for ${site}`,
    says: [
      `This makes this address the one of your account at ${site}:`,
      link,
      `It works once, for two days. ${ifNotYou}`,
    ],
  }),
  addressAsked: (site: string, address: string, link: string): Letter => ({
    subject: `A new address for your account at ${site}`,
    says: [
      `Somebody signed in to your account at ${site} wants to change its address to ${address}. It changes once that is confirmed.`,
      'If that wasn’t you, change your password at once:',
      link,
    ],
  }),
  addressChanged: (site: string, address: string): Letter => ({
    subject: `The address of your account at ${site} was changed`,
    says: [
      `The address of your account at ${site} is now ${address}.`,
      'If that wasn’t you, write to whoever runs the site.',
    ],
  }),
  invitation: (site: string, from: string, link: string): Letter => ({
    subject: `${from} invites you to ${site}`,
    says: [`${from} invites you to ${site}. Choose a name here:`, link, 'It works once, for two weeks.'],
  }),
  passkeyAdded: (site: string, passkey: string, link: string): Letter => ({
    subject: `A passkey was added to your account at ${site}`,
    says: [
      `The passkey “${passkey}” can sign in to your account at ${site} from now on.`,
      'If that wasn’t you, remove it, sign out all other browsers and change your password at once:',
      link,
    ],
  }),
  passkeyRemoved: (site: string, passkey: string, link: string): Letter => ({
    subject: `A passkey was removed from your account at ${site}`,
    says: [
      `The passkey “${passkey}” can’t sign in to your account at ${site} any more.`,
      'If that wasn’t you, look at your passkeys and change your password at once:',
      link,
    ],
  }),
  gone: (site: string): Letter => ({
    subject: `Your account at ${site} was deleted`,
    says: [`Your account at ${site} and everything of yours there was deleted, as you asked.`],
  }),
}

/** Writes it into the outbox. */
export function addLetter(
  tx: Db | Tx,
  recipient: string,
  kind: keyof typeof letters,
  { subject, says }: Letter,
  now: number,
): Promise<void> {
  return addMail(tx, { recipient, subject, body: says.join('\n\n'), kind }, now)
}
