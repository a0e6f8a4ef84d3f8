import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { finishLeaving } from './delete-member.ts'
import { forgetOldAttempts } from './limits.ts'
import { forgetOldLinks } from './links.ts'
import { forgetChallenges } from './passkeys/passkey-queries.ts'
import { forgetNameless, forgetOver, leavingIds, namelessIds } from './tidy-queries.ts'

const NAMELESS_FOR_MS = 7 * 86_400_000

/** Forgets attempts, links and sessions that are over and people without a name; finishes what leaving began. */
export async function tidyAccounts(db: Db, now: number): Promise<void> {
  await forgetOldAttempts(db, now)
  await forgetOldLinks(db, now)
  await forgetChallenges(db, now)
  await forgetOver(db, new Date(now).toISOString())
  for (const id of await leavingIds(db)) await finishLeaving(db, id, now)
  for (const id of await namelessIds(db, new Date(now - NAMELESS_FOR_MS).toISOString())) {
    await inTransaction(db, (tx) => forgetNameless(tx, id))
  }
}
