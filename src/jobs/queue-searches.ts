import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addJob } from './queue.ts'

/** Somebody waits to see what is new: it is looked up now, not by the schedule. Several wishes at once are one. */
export const queueSearches = (db: Db, now: number): Promise<void> =>
  inTransaction(db, (tx) =>
    addJob(tx, now, 'run-saved-searches', {}, { key: `searches asked for at ${Math.floor(now / 10_000)}` }),
  )
