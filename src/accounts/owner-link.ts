// The link that the server prints on the machine where it runs: used once, it signs that machine's user in as admin.
// Nothing else makes an admin: neither an address nor a host name can be trusted (docs/decisions/0020).

import type { Db, Tx } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import { inTransaction } from '../db/write.ts'
import { Forbidden } from '../errors.ts'
import type { Accounts } from './accounts.ts'
import { makeLink, readLink, spendLink } from './links.ts'
import { memberById } from './member-queries.ts'
import { deleteLinksFor } from './sign-in-link-queries.ts'

const OWNER = 'owner'
const VALID_MS = 24 * 3_600_000

/** The token of a new link; all earlier ones are void. */
export const makeOwnerLink = (db: Db, now: number): Promise<string> =>
  inTransaction(db, async (tx) => {
    await deleteLinksFor(tx, OWNER)
    return makeLink(tx, { purpose: OWNER, validMs: VALID_MS }, now)
  })

/** Whether the owner has an account already: otherwise they choose a name. */
export async function hasOwner(db: Db): Promise<boolean> {
  const id = await getMark(db, OWNER)
  return id !== null && (await memberById(db, id)) !== undefined
}

/** Whether the printed link signs this member in. */
export const isOwner = async (tx: Tx, memberId: string): Promise<boolean> =>
  (await getMark(tx, OWNER)) === memberId

/** Returns the owner's id. The first time `name` becomes their handle. @throws Forbidden, Invalid, Conflict */
export async function ownerByLink(
  db: Db,
  accounts: Accounts,
  { token, name, now }: { token: string; name: string; now: number },
): Promise<string> {
  try {
    const known = await getMark(db, OWNER)
    const member = known === null ? undefined : await memberById(db, known)
    if (member) {
      await spendLink(db, token, OWNER, now)
      return member.id
    }
    // A name that can't be had must not cost the link.
    await readLink(db, token, OWNER, now)
    const address = `${name.trim().toLowerCase()}@localhost`
    const id = await accounts.addMember({ name, email: address, role: 'admin', vouched: true })
    await spendLink(db, token, OWNER, now)
    await putMark(db, OWNER, id)
    return id
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error
    throw new Forbidden('This link was used or is too old. Start the server again: it prints a new one.')
  }
}
