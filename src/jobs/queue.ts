import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import { notify } from '../db/notify.ts'
import { inTransaction } from '../db/write.ts'
import type { JobKind } from './job-kinds.ts'

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

/** No lease is given for so long: the clock of who took the job was ahead. */
const NO_LEASE_MS = 5 * LEASE_MS

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
  if (runAt <= now) await notify(tx, 'broadsheet_jobs')
}

/**
 * Somebody waits to see it done: now, not by the schedule. Several wishes at once are one job; what comes after it began is
 * another, since it may have looked already.
 */
export function queueNow(db: Db, now: number, kind: JobKind): Promise<void> {
  return inTransaction(db, async (tx) => {
    const ready = await tx
      .selectFrom('job')
      .select('id')
      .where('state', '=', 'ready')
      .where('run_at', '<=', now)
      .where('kind', '=', kind)
      .limit(1)
      .executeTakeFirst()
    if (ready === undefined) await addJob(tx, now, kind)
  })
}

/**
 * Takes the job that is due for longest, or null. One whose worker died is taken again when its lease is over, as
 * long as it has attempts left: a job that ends the process must not do so for ever.
 */
export async function claimJob(db: Db, now: number, kinds: KindChoice = { except: [] }): Promise<Job | null> {
  // Asked without a transaction first: nearly always nothing is due, and writers need not wait for that answer.
  if (!(await dueJob(db, now, kinds).executeTakeFirst())) return null
  return inTransaction(db, async (tx) => {
    for (;;) {
      const due = await lockSkipping(tx, dueJob(tx, now, kinds)).executeTakeFirst()
      if (!due) return null
      const { id, kind, max_attempts: maxAttempts, attempts: before } = due
      // A worker that lives writes its own lease again soon; where it died, others wait for no more than a usual one.
      if (isTooLong(due.locked_until, now)) {
        await setJob(tx, { id, attempts: before }, { locked_until: now + LEASE_MS })
        continue
      }
      const job = { id, kind, payload: JSON.parse(due.payload), attempts: before + 1, maxAttempts }
      if (before < maxAttempts) {
        await setJob(
          tx,
          { id, attempts: before },
          { state: 'running', attempts: before + 1, locked_until: now + LEASE_MS },
        )
        return job
      }
      await failJob(tx, { ...job, attempts: before }, now, 'Its worker died at the last attempt.')
    }
  })
}

const isTooLong = (lockedUntil: number | null, now: number): boolean =>
  lockedUntil !== null && lockedUntil > now + NO_LEASE_MS

/** Which jobs a worker takes. */
export type KindChoice = { only: readonly string[] } | { except: readonly string[] }

const dueJob = (db: Db | Tx, now: number, kinds: KindChoice) =>
  db
    .selectFrom('job')
    .selectAll()
    .$if('only' in kinds, (query) => query.where('kind', 'in', 'only' in kinds ? kinds.only : []))
    .$if('except' in kinds && kinds.except.length > 0, (query) =>
      query.where('kind', 'not in', 'except' in kinds ? kinds.except : []),
    )
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'ready'), is('run_at', '<=', now)]),
        is.and([is('state', '=', 'running'), is('locked_until', '<', now)]),
        is.and([is('state', '=', 'running'), is('locked_until', '>', now + NO_LEASE_MS)]),
      ]),
    )
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)

export const extendLease = (db: Db, job: Job, now: number) =>
  setJob(db, job, { locked_until: now + LEASE_MS })

export const finishJob = (db: Db, job: Job, now: number) =>
  setJob(db, job, { state: 'done', locked_until: null, last_error: null, finished_at: now })

/** Tries again after 10 s, 40 s, 90 s … (10 s times the square of the attempts), or gives up after the last attempt. */
export function failJob(db: Db | Tx, job: Job, now: number, reason: string): Promise<void> {
  const failed = { locked_until: null, last_error: reason.slice(0, 2_000) }
  if (job.attempts >= job.maxAttempts)
    return setJob(db, job, { ...failed, state: 'failed', finished_at: now })
  return setJob(db, job, { ...failed, state: 'ready', run_at: now + 10_000 * job.attempts ** 2 })
}

/** Puts a job back that was interrupted by the end of the process; the attempt does not count. */
export const returnJob = (db: Db, job: Job) =>
  setJob(db, job, { state: 'ready', locked_until: null, attempts: job.attempts - 1 })

interface JobChange {
  state?: 'ready' | 'running' | 'done' | 'failed'
  attempts?: number
  run_at?: number
  locked_until?: number | null
  last_error?: string | null
  finished_at?: number
}

/** Changes nothing where the job was taken by another worker since: that one's attempt has another number. */
async function setJob(
  db: Db | Tx,
  { id, attempts }: Pick<Job, 'id' | 'attempts'>,
  change: JobChange,
): Promise<void> {
  await db.updateTable('job').set(change).where('id', '=', id).where('attempts', '=', attempts).execute()
}
