import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '../config.ts'
import { openDatabase } from '../db/connect.ts'
import type { Replica } from '../db/replica.ts'
import { type Check, ok, warning } from './check.ts'

type ReplicaSettings = Pick<
  Settings,
  'BROADSHEET_DATA' | 'DATABASE_URL' | 'DATABASE_REPLICA_URL' | 'REPLICA_MAX_LAG'
>

const TODO =
  'Until then everything is read from the primary. Look at the replica’s own log, and at DATABASE_REPLICA_URL.'
/** Beyond what it may be behind: for connecting, and a look more. */
const GRACE_MS = 3_000
const LOOK_MS = 100

/** Whether the replica can be read, is one of this store, and how far it is behind. Nothing where none is set. */
export async function checkReplica(settings: ReplicaSettings): Promise<Check[]> {
  const { BROADSHEET_DATA: data, DATABASE_URL: url, DATABASE_REPLICA_URL, REPLICA_MAX_LAG } = settings
  if (DATABASE_REPLICA_URL === undefined) return []
  const home = { url: DATABASE_REPLICA_URL, mostLagMs: REPLICA_MAX_LAG * 1_000 }
  const database = openDatabase({ data, url, replica: home })
  try {
    return database.replica ? [await watched(database.replica, REPLICA_MAX_LAG)] : []
  } finally {
    await database.close().catch(() => {})
  }
}

async function watched(replica: Replica, mostSeconds: number): Promise<Check> {
  let why: string | undefined
  const note = (details: { why?: string }) => {
    why = details.why
  }
  replica.watch({ info() {}, warn: note })
  const until = performance.now() + mostSeconds * 1_000 + GRACE_MS
  while (!replica.isNear() && performance.now() < until && mayCatchUp(why)) await sleep(LOOK_MS)
  const lagMs = replica.lagMs()
  if (replica.isNear() && lagMs !== null)
    return ok(
      'replica',
      `It is at most ${(lagMs / 1_000).toFixed(1)} seconds behind, and may be ${mostSeconds}.`,
    )
  if (mayCatchUp(why)) return warning('replica', `It is more than ${mostSeconds} seconds behind.`, TODO)
  return warning('replica', `It can’t be read: ${why}.`, TODO)
}

/** At first it is always a moment behind. */
const mayCatchUp = (why: string | undefined): boolean => why === undefined || /too far behind/.test(why)
