// A streaming replica of PostgreSQL, for reads that may be some moments old. Whoever may read from it says so around
// its work (`run`); everything else, and everything while the replica is away or too far behind, is the primary's.

import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import type { PatientPool } from './patience.ts'
import { type Reading, readOrFallBack } from './replica-client.ts'
import { createReplicaLag, type ReplicaLag } from './replica-lag.ts'

export interface ReplicaHome {
  url: string
  /** Nobody reads from it while it is further behind. */
  mostLagMs: number
}

export interface Replica {
  /** From now on it is asked each second how far behind it is; before, nobody reads from it. */
  watch(log: ReplicaLog): void
  /** What `work` reads is the replica's, where that is near enough. */
  run<T>(work: () => T): T
  /** Whether what reads here and now reads from the replica, and has done so since `run` began. */
  isRead(): boolean
  /** Whether it may be read now. */
  isNear(): boolean
  /** How far it is behind at most, in milliseconds; null while it is away. */
  lagMs(): number | null
}

export interface ReplicaLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
}

const LOOK_MS = 1_000

export interface WithReplica {
  pool: PostgresPool
  replica: Replica
}

/** A pool for Kysely whose clients read from the replica inside of `run`. Ending it ends both. */
export function withReplica(primary: PatientPool, pool: pg.Pool, { mostLagMs }: ReplicaHome): WithReplica {
  const readings = new AsyncLocalStorage<Reading>()
  const lag = createReplicaLag(primary, pool)
  const ending = new AbortController()
  const isNear = () => (lag.ms() ?? Number.POSITIVE_INFINITY) <= mostLagMs
  const current = () => {
    const reading = readings.getStore()
    return reading && !reading.isOver ? reading : undefined
  }
  const replica: Replica = {
    watch: (log) => void watch({ lag, isNear, log, signal: ending.signal }),
    run: (work) => (isNear() ? readings.run({ isOver: false }, work) : work()),
    isRead: () => current() !== undefined,
    isNear,
    lagMs: lag.ms,
  }
  return {
    replica,
    pool: {
      options: primary.options,
      async connect() {
        const reading = current()
        return reading ? readOrFallBack({ primary, replica: pool, reading, lag }) : primary.connect()
      },
      async end() {
        ending.abort()
        await Promise.all([primary.end(), pool.end()])
      },
    },
  }
}

interface Watching {
  lag: ReplicaLag
  isNear(): boolean
  log: ReplicaLog
  signal: AbortSignal
}

async function watch({ lag, isNear, log, signal }: Watching): Promise<void> {
  let wasUsable: boolean | undefined
  while (!signal.aborted) {
    const why = await lag.look()
    const usable = isNear()
    if (usable !== wasUsable && !signal.aborted) {
      if (usable) log.info({ lagMs: lag.ms() }, 'the replica is near enough to be read')
      else
        log.warn(
          { lagMs: lag.ms(), why },
          'the replica can’t be read now: everything is read from the primary',
        )
      wasUsable = usable
    }
    await sleep(LOOK_MS, null, { signal, ref: false }).catch(() => {})
  }
}
