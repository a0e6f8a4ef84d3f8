// The key that signs cookies and links: made once and kept in the store, so that all nodes have the same.

import { randomBytes } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addSecret, secretValues } from './secret-queries.ts'

/** Newest first; the first signs, all are accepted. `given` is SECRET_KEY, which goes before those of the store. */
export async function secretKeys(db: Db, now: number, given: string | undefined): Promise<string[]> {
  const stored = await secretValues(db)
  if (stored.length === 0) {
    const made = randomBytes(32).toString('base64url')
    await inTransaction(db, (tx) => addSecret(tx, made, now))
    return secretKeys(db, now, given)
  }
  return given === undefined ? stored : [given, ...stored]
}
