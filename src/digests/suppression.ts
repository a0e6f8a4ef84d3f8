// Addresses that are never written to: kept as a hash under a key of the store, so that the list outlives what was
// erased and tells nobody's address.

import { createHmac } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import { saltOfStore, suppressedAmong } from './subscription-queries.ts'

export async function addressHash(db: Db | Tx, email: string): Promise<string> {
  return hashUnder(await saltOfStore(db), email)
}

/** In the same order. */
export async function addressHashes(db: Db | Tx, emails: readonly string[]): Promise<string[]> {
  const salt = await saltOfStore(db)
  return emails.map((email) => hashUnder(salt, email))
}

export async function isSuppressed(db: Db | Tx, email: string): Promise<boolean> {
  const hash = await addressHash(db, email)
  return (await suppressedAmong(db, [hash])).has(hash)
}

/** Of many at once: those that may be written to. */
export async function notSuppressed<R extends { email: string }>(
  db: Db | Tx,
  rows: readonly R[],
): Promise<R[]> {
  const salt = await saltOfStore(db)
  const hashes = new Map(rows.map((row) => [row, hashUnder(salt, row.email)]))
  const suppressed = await suppressedAmong(db, [...hashes.values()])
  return rows.filter((row) => !suppressed.has(hashes.get(row) ?? ''))
}

const hashUnder = (salt: string, email: string): string =>
  createHmac('sha256', salt).update(email.toLowerCase()).digest('base64url')
