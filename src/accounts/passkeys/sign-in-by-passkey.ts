// Signing in by a passkey, without a name: the browser offers those that it has for this site.

import type { Db } from '../../db/connect.ts'
import type { PasskeyTable } from '../../db/schema-people.ts'
import { inTransaction } from '../../db/write.ts'
import { Forbidden } from '../../errors.ts'
import { memberById, viewerOf } from '../member-queries.ts'
import { keepChallenge, spendChallenge } from './challenges.ts'
import { markPasskeyUsed, passkeyByCredential } from './passkey-queries.ts'
import type { PasskeySite } from './passkey-site.ts'
import { challengeIn, readSigned } from './read-credential.ts'
import { userHandleOf } from './user-handle.ts'

const purpose = { kind: 'sign-in' } as const

/** What the browser is asked to sign. */
export async function askToSignIn(db: Db, { rpId }: PasskeySite, now: number) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const options = await generateAuthenticationOptions({ rpID: rpId, userVerification: 'required' })
  await keepChallenge(db, options.challenge, purpose, now)
  return options
}

/** Returns the id of the member who may now be signed in. @throws Forbidden, Invalid */
export async function memberByPasskey(
  db: Db,
  site: PasskeySite,
  credential: string,
  now: number,
): Promise<string> {
  const answer = readSigned(credential)
  const challenge = challengeIn(answer)
  await spendChallenge(db, challenge, purpose, now)
  const passkey = await passkeyByCredential(db, answer.id)
  if (!passkey || !isOf(passkey, answer.response.userHandle)) {
    throw new Forbidden('This passkey is not known here, or no longer. Sign in another way.')
  }
  const used = await verified(site, passkey, answer, challenge)
  return inTransaction(db, async (tx) => {
    if (!(await markPasskeyUsed(tx, passkey, { ...used, at: now }))) throw notVerified()
    const member = await memberById(tx, passkey.member_id)
    if (!member || !viewerOf(member, now))
      throw new Forbidden('This account is closed. Write to whoever runs this site.')
    return member.id
  })
}

const isOf = ({ member_id }: PasskeyTable, userHandle: string | null | undefined): boolean =>
  !userHandle || userHandle === Buffer.from(userHandleOf(member_id)).toString('base64url')

/** A counter that stands still or goes back tells of a copy: the library refuses it. */
async function verified(
  site: PasskeySite,
  passkey: PasskeyTable,
  answer: ReturnType<typeof readSigned>,
  challenge: string,
) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { userHandle, ...response } = answer.response
  const result = await verifyAuthenticationResponse({
    response: {
      ...answer,
      response: { ...response, ...(userHandle && { userHandle }) },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: passkey.counter,
    },
    requireUserVerification: true,
    // The library says by an error what does not fit.
  }).catch(() => null)
  if (!result?.verified) throw notVerified()
  const { newCounter: counter, credentialBackedUp: backedUp } = result.authenticationInfo
  return { counter, backedUp }
}

const notVerified = () => new Forbidden('The passkey could not be verified. Try again, or another way.')
