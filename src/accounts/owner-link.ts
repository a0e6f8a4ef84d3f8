// The link that the server prints on the machine where it runs: used once, it signs that machine's user in as admin.
// Nothing else makes an admin: neither an address nor a host name can be trusted (docs/decisions/0020).

import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import { Forbidden } from '../errors.ts'
import type { Accounts } from './accounts.ts'
import { memberById } from './member-queries.ts'
import { addSignInLink, useSignInLink } from './sign-in-link-queries.ts'

const OWNER = 'owner'
const VALID_MS = 24 * 3_600_000

/** The token of a new link; all earlier ones are void. */
export async function makeOwnerLink(db: Db, now: number): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await addSignInLink(db, {
    ...{
      token_hash: hashOf(token),
      purpose: OWNER,
      created_at: now,
      expires_at: now + VALID_MS,
      used_at: null,
    },
  })
  return token
}

/** Whether the owner has an account already: otherwise they choose a name. */
export async function hasOwner(db: Db): Promise<boolean> {
  const id = await getMark(db, OWNER)
  return id !== null && (await memberById(db, id)) !== undefined
}

/** Returns the owner's id. The first time `name` becomes their handle. @throws Forbidden, Invalid, Conflict */
export async function ownerByLink(
  db: Db,
  accounts: Accounts,
  { token, name, now }: { token: string; name: string; now: number },
): Promise<string> {
  const known = await getMark(db, OWNER)
  const member = known === null ? undefined : await memberById(db, known)
  const address = `${name.trim().toLowerCase()}@localhost`
  const spend = async () => {
    if (!(await useSignInLink(db, hashOf(token), OWNER, now))) {
      throw new Forbidden('This link was used or is too old. Start the server again: it prints a new one.')
    }
  }
  if (member) {
    await spend()
    return member.id
  }
  const id = await accounts.addMember({ name, email: address, role: 'admin', vouched: true })
  await spend()
  await putMark(db, OWNER, id)
  return id
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
