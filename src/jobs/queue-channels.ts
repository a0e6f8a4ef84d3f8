import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { addJob } from './queue.ts'

/** Somebody waits to see whether it arrives: it is sent now, not by the schedule. Several wishes at once are one. */
export const queueChannels = (db: Db, now: number): Promise<void> =>
  inTransaction(db, (tx) =>
    addJob(tx, now, 'send-channels', {}, { key: `channels asked for at ${Math.floor(now / 1_000)}` }),
  )
