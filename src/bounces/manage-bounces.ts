// What admins see of mail that came back.

import type { Db } from '../db/connect.ts'
import type { BounceTable } from '../db/schema-digests.ts'
import { addressHashes } from '../digests/suppression.ts'
import type { BounceKind } from './bounce.ts'
import { countBounces, countSuppressed, pageOfBounces, suppressedOf } from './bounce-queries.ts'
import { confirmAddress } from './confirm-address.ts'
import { type MailboxState, mailboxState } from './mailbox-state.ts'

export const bounceKinds = ['hard', 'soft', 'complaint'] as const satisfies readonly BounceKind[]

export interface BounceOverview {
  /** Of all that is kept. */
  counts: { kind: string; bounces: number }[]
  /** Addresses that are never written to, by why. */
  suppressed: { reason: string; addresses: number }[]
  mailbox: MailboxState | null
  /** Amazon SNS waits for this address to be opened. */
  confirmAt: string | null
}

export async function bounceOverview(db: Db): Promise<BounceOverview> {
  return {
    counts: await countBounces(db, 0),
    suppressed: await countSuppressed(db),
    mailbox: await mailboxState(db),
    confirmAt: await confirmAddress(db),
  }
}

/** With why its address gets nothing more; null where it does. */
export interface ListedBounce extends BounceTable {
  stopped: string | null
}

export async function listBounces(
  db: Db,
  which: { kind: BounceKind | undefined; skip: number; limit: number },
): Promise<ListedBounce[]> {
  const bounces = await pageOfBounces(db, which)
  const hashes = await addressHashes(
    db,
    bounces.map(({ email }) => email),
  )
  const found = await suppressedOf(db, hashes)
  const reasons = new Map(found.map(({ hash, reason }) => [hash, reason]))
  return bounces.map((bounce, at) => ({ ...bounce, stopped: reasons.get(hashes[at] ?? '') ?? null }))
}
