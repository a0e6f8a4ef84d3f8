import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addUnlessReady } from './queue.ts'

/**
 * Somebody waits to see what is new: it is looked up now, not by the schedule. Several wishes at once are one; what comes after it began is
 * another: it may have looked already.
 */
export const queueSearches = (db: Db, now: number): Promise<void> =>
  inTransaction(db, (tx) => addUnlessReady(tx, now, 'run-saved-searches'))
