import type { Tx } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { countOtherAdmins } from './member-queries.ts'

/**
 * Somebody must be left who can give roles. Asked inside the transaction that takes the role or the account, after
 * `nextChangeSeq`, so that two at the same moment wait for each other. @throws Conflict
 */
export async function requireOtherAdmin(tx: Tx, memberId: string, says: string): Promise<void> {
  if ((await countOtherAdmins(tx, memberId)) > 0) return
  throw new Conflict(`${says} Make somebody else an admin first.`)
}
