// A member adds a passkey: they show who they are, the browser makes a pair of keys, the public one stays here.

import type { Db } from '../../db/connect.ts'
import type { PasskeyTable } from '../../db/schema-people.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { addLetter, letters, type MailSite } from '../account-mails.ts'
import { checkCurrentPassword } from '../change-password.ts'
import { newMemberId } from '../member-id.ts'
import type { Viewer } from '../roles.ts'
import { keepChallenge, spendChallenge } from './challenges.ts'
import { readPasskeyName } from './passkey-name.ts'
import { insertPasskey, passkeysOf } from './passkey-queries.ts'
import type { PasskeySite } from './passkey-site.ts'
import { challengeIn, readAdded } from './read-credential.ts'
import { userHandleOf } from './user-handle.ts'

const MOST_PASSKEYS = 20

/** EdDSA, ES256 and RS256, of which every authenticator has one; as the registry of COSE numbers them. */
const algorithms = [-8, -7, -257]

/**
 * What the browser is asked to make. Asked with the password, where there is one: a browser that was left open is not
 * enough to open the account for good. @throws Forbidden, Invalid, Conflict
 */
export async function askForPasskey(
  db: Db,
  site: PasskeySite & { name: string; now: number },
  viewer: Viewer,
  { name, current }: { name: string; current: string },
) {
  readPasskeyName(name)
  await checkCurrentPassword(db, viewer.id, current)
  const known = await passkeysOf(db, viewer.id)
  requireRoom(known)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userName: viewer.name,
    userDisplayName: viewer.name,
    userID: userHandleOf(viewer.id),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id,
      transports: JSON.parse(transports) as string[],
    })),
    // It stands for name and password at once: found without a name, and only for whoever unlocks the device.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(db, options.challenge, { kind: 'add', memberId: viewer.id }, site.now)
  return options
}

/** Tells its owner by mail. @throws Forbidden, Invalid, Conflict */
export async function addPasskey(
  db: Db,
  site: PasskeySite & MailSite,
  viewer: Viewer,
  { name, credential, settings }: { name: string; credential: string; settings: string },
): Promise<void> {
  const called = readPasskeyName(name)
  const answer = readAdded(credential)
  const challenge = challengeIn(answer)
  await spendChallenge(db, challenge, { kind: 'add', memberId: viewer.id }, site.now)
  const made = await verified(site, answer, challenge)
  const row: PasskeyTable = {
    ...{ id: newMemberId(), member_id: viewer.id, name: called, created_at: site.now, last_used_at: null },
    ...made,
  }
  await inTransaction(db, async (tx) => {
    // One at a time: otherwise two of them would each find room.
    await nextChangeSeq(tx, 0)
    requireRoom(await passkeysOf(tx, viewer.id))
    if (!(await insertPasskey(tx, row))) throw new Conflict('This passkey belongs to an account already.')
    await addLetter(
      tx,
      viewer.email,
      'passkeyAdded',
      letters.passkeyAdded(site.name, called, settings),
      site.now,
    )
  })
}

function requireRoom(known: readonly PasskeyTable[]): void {
  if (known.length < MOST_PASSKEYS) return
  throw new Conflict(
    `You have ${known.length} passkeys, and that is the most. Remove one that you don’t use.`,
  )
}

async function verified(site: PasskeySite, answer: ReturnType<typeof readAdded>, challenge: string) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { transports = [], ...response } = answer.response
  const result = await verifyRegistrationResponse({
    response: { ...answer, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
    // The library says by an error what does not fit.
  }).catch(() => null)
  if (!result?.verified) throw new Forbidden('The passkey could not be verified. Try again.')
  const { credential, credentialBackedUp } = result.registrationInfo
  return {
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: JSON.stringify(transports),
    backed_up: credentialBackedUp ? 1 : 0,
  }
}
