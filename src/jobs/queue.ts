import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import { inTransaction } from '../db/write.ts'
import type { JobKind } from './handlers.ts'

export interface Job {
  id: string
  kind: string
  payload: unknown
  /** 1 at the first try. */
  attempts: number
  maxAttempts: number
}

export interface JobOptions {
  /** Work with the same key exists once only, done or not. */
  key?: string
  /** Milliseconds UTC before which it does not run. */
  runAt?: number
  maxAttempts?: number
}

/** How long a started job is its worker's alone; the worker extends it while it works. */
export const LEASE_MS = 60_000

const DEFAULT_ATTEMPTS = 5

/** Writes a job in the transaction of its cause: if the cause is saved, the work will be done. */
export async function addJob(
  tx: Tx,
  now: number,
  kind: JobKind,
  payload: object = {},
  { key, runAt = now, maxAttempts = DEFAULT_ATTEMPTS }: JobOptions = {},
): Promise<void> {
  await tx
    .insertInto('job')
    .values({
      id: randomBytes(12).toString('hex'),
      kind,
      payload: JSON.stringify(payload),
      key: key ?? null,
      state: 'ready',
      run_at: runAt,
      attempts: 0,
      max_attempts: maxAttempts,
      locked_until: null,
      last_error: null,
      created_at: now,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Takes the job that is due for longest, or null. One whose worker died is taken again when its lease is over. */
export function claimJob(db: Db, now: number): Promise<Job | null> {
  return inTransaction(db, async (tx) => {
    const due = await lockSkipping(tx, dueJob(tx, now)).executeTakeFirst()
    if (!due) return null
    const attempts = due.attempts + 1
    await setJob(tx, due.id, { state: 'running', attempts, locked_until: now + LEASE_MS })
    const { id, kind, max_attempts } = due
    return { id, kind, payload: JSON.parse(due.payload), attempts, maxAttempts: max_attempts }
  })
}

const dueJob = (tx: Tx, now: number) =>
  tx
    .selectFrom('job')
    .selectAll()
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'ready'), is('run_at', '<=', now)]),
        is.and([is('state', '=', 'running'), is('locked_until', '<', now)]),
      ]),
    )
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)

export const extendLease = (db: Db, id: string, now: number) =>
  setJob(db, id, { locked_until: now + LEASE_MS })

export const finishJob = (db: Db, id: string, now: number) =>
  setJob(db, id, { state: 'done', locked_until: null, last_error: null, finished_at: now })

/** Tries again after 10 s, 40 s, 90 s … (10 s times the square of the attempts), or gives up after the last attempt. */
export function failJob(db: Db, { id, attempts, maxAttempts }: Job, now: number, reason: string) {
  const last_error = reason.slice(0, 2_000)
  if (attempts >= maxAttempts)
    return setJob(db, id, { state: 'failed', locked_until: null, last_error, finished_at: now })
  return setJob(db, id, {
    state: 'ready',
    locked_until: null,
    last_error,
    run_at: now + 10_000 * attempts ** 2,
  })
}

/** Puts a job back that was interrupted by the end of the process; the attempt does not count. */
export const returnJob = (db: Db, { id, attempts }: Job) =>
  setJob(db, id, { state: 'ready', locked_until: null, attempts: attempts - 1 })

interface JobChange {
  state?: 'ready' | 'running' | 'done' | 'failed'
  attempts?: number
  run_at?: number
  locked_until?: number | null
  last_error?: string | null
  finished_at?: number
}

async function setJob(db: Db | Tx, id: string, change: JobChange): Promise<void> {
  await db.updateTable('job').set(change).where('id', '=', id).execute()
}
