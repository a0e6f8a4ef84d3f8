// How often the forms of accounts may be tried: by one account or address, and from one place of the network.

import type { Db } from '../db/connect.ts'
import { countAttempt, type Limit } from './limits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const accountLimits = {
  /** Passwords tried for one account. */
  signIn: limit('sign-in', 10, 15 * MINUTE, 'There were too many attempts to sign in to this account.'),
  signInFrom: limit('sign-in-from', 60, 15 * MINUTE, 'There were too many attempts to sign in from here.'),
  /** Mails that anybody can have sent to an address that may not be theirs. */
  mailTo: limit('mail-to', 5, HOUR, 'There were enough mails to this address for now.'),
  mailToADay: limit('mail-to-a-day', 10, 24 * HOUR, 'There were enough mails to this address for today.'),
  mailFrom: limit('mail-from', 20, HOUR, 'Enough mails were asked for from here.'),
  /** Tokens of links that are tried, guessed ones too. */
  linkFrom: limit('link-from', 60, HOUR, 'Too many links were tried from here.'),
  /** Pages to sign in ask once each for what a passkey may sign. */
  passkeyFrom: limit('passkey-from', 120, 15 * MINUTE, 'Passkeys were asked for too often from here.'),
  passkeys: limit('passkeys', 40, 24 * HOUR, 'You added passkeys too often today.'),
  tokens: limit('tokens', 30, 24 * HOUR, 'You made many tokens today.'),
  searches: limit('saved-searches', 200, 24 * HOUR, 'You saved many searches today.'),
  searchRuns: limit(
    'search-runs',
    12,
    HOUR,
    'Your searches were run often enough for now: they run by themselves every five minutes.',
  ),
  invitations: limit('invitations', 200, 24 * HOUR, 'You made many invitations today.'),
} satisfies Record<string, Limit>

/** One more mail that anybody could ask for; `who`: an address in lower case, or a member’s id. @throws RateLimited */
export async function countMailTo(db: Db, who: string, now: number): Promise<void> {
  await countAttempt(db, accountLimits.mailTo, who, now)
  await countAttempt(db, accountLimits.mailToADay, who, now)
}

function limit(what: string, most: number, windowMs: number, sentence: string): Limit {
  return { what, most, windowMs, sentence }
}
