// Addresses to which nothing but mail about an account goes, since mail to them came back or was complained about.

import type { Db, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addressHash, addressHashes } from '../digests/suppression.ts'
import { forgiveBounces, suppressedOf, unsuppress } from './bounce-queries.ts'

export interface Stopped {
  reason: 'bounced' | 'complained'
  /** Milliseconds UTC. */
  since: number
}

/** Null where mail goes there; also where its owner or an admin wanted none, which is another matter. */
export async function stoppedFor(db: Db | Tx, email: string): Promise<Stopped | null> {
  const [found] = await suppressedOf(db, [await addressHash(db, email)])
  if (found?.reason !== 'bounced' && found?.reason !== 'complained') return null
  return { reason: found.reason, since: found.since }
}

/** Of a mail that somebody may do without: not to an address that is stopped. */
export const isStopped = async (tx: Db | Tx, email: string): Promise<boolean> =>
  (await stoppedFor(tx, email)) !== null

/** Of many at once: those that may be written to. */
export async function notStopped<R extends { email: string }>(db: Db | Tx, rows: readonly R[]): Promise<R[]> {
  if (rows.length === 0) return []
  const hashes = await addressHashes(
    db,
    rows.map(({ email }) => email),
  )
  const found = await suppressedOf(db, hashes)
  const stopped = new Set(
    found.filter(({ reason }) => reason === 'bounced' || reason === 'complained').map(({ hash }) => hash),
  )
  return rows.filter((_, at) => !stopped.has(hashes[at] ?? ''))
}

/**
 * Its owner says that mail arrives again. Not after a complaint: who holds the link need not be who complained.
 * False where it wasn't stopped for that.
 */
export const arrivesAgain = (db: Db, email: string): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    if (!(await unsuppress(tx, await addressHash(tx, email), 'bounced'))) return false
    await forgiveBounces(tx, email.toLowerCase())
    return true
  })
