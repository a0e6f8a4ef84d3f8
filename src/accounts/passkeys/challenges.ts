// What an authenticator is asked to sign: random, good once, for a few minutes, for one purpose and, where something is
// added to an account, by its member alone. The store holds a hash of it.

import type { Db } from '../../db/connect.ts'
import { Forbidden } from '../../errors.ts'
import { hashOfToken } from '../links.ts'
import { insertChallenge, takeChallenge } from './passkey-queries.ts'

export type ChallengePurpose = { kind: 'sign-in' } | { kind: 'add'; memberId: string }

/** A page to sign in may lie open for a while before somebody chooses the passkey that it offers. */
const VALID_MS = 10 * 60_000

export function keepChallenge(
  db: Db,
  challenge: string,
  purpose: ChallengePurpose,
  now: number,
): Promise<void> {
  return insertChallenge(db, {
    ...{ challenge_hash: hashOfToken(challenge), purpose: purpose.kind, member_id: memberOf(purpose) },
    ...{ created_at: now, expires_at: now + VALID_MS },
  })
}

/** Used up by whoever brings it, whether what they sign turns out right or not. @throws Forbidden */
export async function spendChallenge(
  db: Db,
  challenge: string,
  purpose: ChallengePurpose,
  now: number,
): Promise<void> {
  const kept = await takeChallenge(db, hashOfToken(challenge))
  const isRight = kept?.purpose === purpose.kind && kept.member_id === memberOf(purpose)
  if (!isRight || kept.expires_at <= now) {
    throw new Forbidden('That took too long, or was sent twice. Load the page again and try once more.')
  }
}

const memberOf = (purpose: ChallengePurpose): string | null =>
  purpose.kind === 'add' ? purpose.memberId : null
