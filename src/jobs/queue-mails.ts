import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addJob } from './queue.ts'

/** Somebody waits for a mail: it is sent now, not by the schedule. Several wishes at once are one. */
export const queueMails = (db: Db, now: number): Promise<void> =>
  inTransaction(db, (tx) =>
    addJob(tx, now, 'send-mails', {}, { key: `mail asked for at ${Math.floor(now / 1_000)}` }),
  )
