// What is counted in the store, for who watches the site. Each question walks an index, never the papers.

import { BACKUP_JOB } from '../../backup/backup-jobs.ts'
import type { Db } from '../../db/connect.ts'
import { DUMP_JOB } from '../../dumps/dump-format.ts'

export interface StateCount {
  state: string
  count: number
}

/** How many jobs there are of each state. */
export const jobsByState = (db: Db): Promise<StateCount[]> =>
  db
    .selectFrom('job')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute()

/** Settings say which nodes take them, and there may be none any more: that they wait alarms nobody. */
const leftToSomeNodes = [BACKUP_JOB, DUMP_JOB]

/** Since when the job that waits for longest could have been taken by any node, milliseconds UTC; null where none waits. */
export async function oldestDueJob(db: Db, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('job')
    .select('run_at')
    .where('state', '=', 'ready')
    .where('run_at', '<=', now)
    .where('kind', 'not in', leftToSomeNodes)
    .orderBy('run_at')
    .limit(1)
    .executeTakeFirst()
  return row?.run_at ?? null
}

/** Jobs that failed for good or have failed at least once, the newest first. */
export const troubledJobs = (db: Db, limit: number) =>
  db
    .selectFrom('job')
    .select([
      'kind',
      'state',
      'attempts',
      'max_attempts as maxAttempts',
      'last_error as error',
      'created_at as at',
    ])
    .where('state', 'in', ['failed', 'ready', 'running'])
    .where('last_error', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

export const mailsByState = (db: Db): Promise<StateCount[]> =>
  db
    .selectFrom('mail')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute()

/** When the oldest of what waits was due, milliseconds UTC; null where nothing waits. */
export async function oldestWaiting(
  db: Db,
  what: 'mail' | 'digest_delivery' | 'webhook_delivery',
): Promise<number | null> {
  const due = what === 'mail' ? 'send_at' : 'due_at'
  const row = await db
    .selectFrom(what)
    .select((select) => select.ref(due).as('at'))
    .where('state', '=', 'waiting')
    .orderBy(due)
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

/** What needs a look, or is on its way; what was sent is counted by `sentDigests`. */
export const openDigests = (db: Db): Promise<StateCount[]> =>
  db
    .selectFrom('digest_delivery')
    .where('state', 'in', ['waiting', 'sending', 'failed', 'doubtful'])
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute()

/** Digests whose sending began in `[from, to)`, milliseconds UTC. */
export async function sentDigests(db: Db, from: number, to: number): Promise<number> {
  const { count } = await db
    .selectFrom('digest_delivery')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'sent')
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const subscriptionsByState = (db: Db): Promise<StateCount[]> =>
  db
    .selectFrom('subscription')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute()

export const webhookDeliveriesByState = (db: Db): Promise<StateCount[]> =>
  db
    .selectFrom('webhook_delivery')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute()

/** Jobs that failed for good. */
export async function forgetFailed(db: Db): Promise<void> {
  await db.deleteFrom('job').where('state', '=', 'failed').execute()
}
