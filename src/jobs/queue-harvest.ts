import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import type { SourceName } from '../source-spec.ts'
import { addJob } from './queue.ts'

/** A person wants a source harvested now, whatever the schedule and its rest say. Several wishes at once are one. */
export const queueHarvest = (db: Db, now: number, source: SourceName): Promise<void> =>
  inTransaction(db, (tx) =>
    addJob(
      tx,
      now,
      'harvest',
      { source, cause: 'admin' },
      { key: `${source} asked for at ${Math.floor(now / 10_000)}` },
    ),
  )
