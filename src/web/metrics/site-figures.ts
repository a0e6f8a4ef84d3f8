// What is in the store, counted for /metrics and for the page of admins. Each part is asked as rarely as it costs.

import {
  type LastBackup,
  type LastIntegrityCheck,
  lastBackup,
  lastIntegrityCheck,
} from '../../backup/backup-marks.ts'
import { type DatabaseFigures, databaseFigures } from '../../db/figures.ts'
import type { WebDependencies } from '../environment.ts'
import {
  jobsByState,
  mailsByState,
  oldestDueJob,
  oldestWaiting,
  openDigests,
  type StateCount,
  sentDigests,
  subscriptionsByState,
  webhookDeliveriesByState,
} from './figure-queries.ts'
import { rarely } from './rarely.ts'

export interface SiteFigures {
  jobs: ReadonlyMap<string, number>
  mails: ReadonlyMap<string, number>
  digests: ReadonlyMap<string, number>
  /** Of all nodes, since this process was first asked. */
  digestsSent: number
  subscriptions: ReadonlyMap<string, number>
  webhooks: ReadonlyMap<string, number>
  /** When the oldest of what waits should have been done, milliseconds UTC; null where nothing waits. */
  oldest: { job: number | null; mail: number | null; digest: number | null; webhook: number | null }
  /** Null where the database isn't known. */
  database: DatabaseFigures | null
  backup: LastBackup | null
  integrity: LastIntegrityCheck | null
}

/** Each tells its part as it is now, or was some seconds ago. */
export type SiteCounts = { [Part in keyof SiteFigures]: () => Promise<SiteFigures[Part]> }

export function createSiteFigures({ db, database, clock }: WebDependencies): SiteCounts {
  const sent = createSentDigests()
  return {
    jobs: rarely(async () => byState(await jobsByState(db))),
    mails: rarely(async () => byState(await mailsByState(db))),
    digests: rarely(async () => byState(await openDigests(db))),
    digestsSent: rarely(() => sent(db, clock.now())),
    subscriptions: rarely(async () => byState(await subscriptionsByState(db))),
    webhooks: rarely(async () => byState(await webhookDeliveriesByState(db))),
    oldest: rarely(async () => ({
      job: await oldestDueJob(db, clock.now()),
      mail: await oldestWaiting(db, 'mail'),
      digest: await oldestWaiting(db, 'digest_delivery'),
      webhook: await oldestWaiting(db, 'webhook_delivery'),
    })),
    database: rarely(async () => (database ? await databaseFigures(database) : null)),
    backup: rarely(() => lastBackup(db)),
    integrity: rarely(() => lastIntegrityCheck(db)),
  }
}

/** One after the other: the pages need connections, too. */
export async function allFigures(counts: SiteCounts): Promise<SiteFigures> {
  return {
    jobs: await counts.jobs(),
    mails: await counts.mails(),
    digests: await counts.digests(),
    digestsSent: await counts.digestsSent(),
    subscriptions: await counts.subscriptions(),
    webhooks: await counts.webhooks(),
    oldest: await counts.oldest(),
    database: await counts.database(),
    backup: await counts.backup(),
    integrity: await counts.integrity(),
  }
}

const byState = (counts: readonly StateCount[]): Map<string, number> =>
  new Map(counts.map(({ state, count }) => [state, Number(count)]))

const HOUR_MS = 3_600_000

/** Counts only what is new: of an hour that is long over, each digest is looked at once. */
function createSentDigests(): (db: WebDependencies['db'], now: number) => Promise<number> {
  let settled = { until: Number.NaN, count: 0 }
  return async (db, now) => {
    // One that is being sent for an hour is given up: its count can't change any more.
    const over = (Math.floor(now / HOUR_MS) - 1) * HOUR_MS
    if (Number.isNaN(settled.until)) settled = { until: over, count: 0 }
    if (over > settled.until) {
      const count = settled.count + (await sentDigests(db, settled.until, over))
      settled = { until: over, count }
    }
    return settled.count + (await sentDigests(db, settled.until, Number.MAX_SAFE_INTEGER))
  }
}
