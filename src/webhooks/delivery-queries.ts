// What is on its way to whom, and how it went.

import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import type { WebhookDeliveryTable } from '../db/schema-webhooks.ts'

export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed'

export async function insertDeliveries(tx: Tx, rows: WebhookDeliveryTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('webhook_delivery').values(rows).execute()
}

/**
 * The delivery that is due for longest to an active webhook other than `except`; locked, where others may look for one,
 * too. One whose sender died is due again when its time is over.
 */
export const dueDelivery = (
  tx: Tx,
  now: number,
  except: readonly string[],
): Promise<WebhookDeliveryTable | undefined> =>
  lockSkipping(tx, due(tx, now, except).selectAll()).executeTakeFirst()

export const isAnyDue = async (db: Db, now: number, except: readonly string[]): Promise<boolean> =>
  (await due(db, now, except).select('id').executeTakeFirst()) !== undefined

const due = (db: Db | Tx, now: number, except: readonly string[]) =>
  db
    .selectFrom('webhook_delivery')
    .where('state', 'in', ['waiting', 'sending'])
    .where('due_at', '<=', now)
    .where('webhook_id', 'in', (select) =>
      select.selectFrom('webhook').select('webhook.id').where('webhook.state', '=', 'active'),
    )
    .$if(except.length > 0, (query) => query.where('webhook_id', 'not in', except))
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)

export async function setDelivery(
  tx: Db | Tx,
  id: string,
  change: Partial<WebhookDeliveryTable>,
): Promise<void> {
  await tx.updateTable('webhook_delivery').set(change).where('id', '=', id).execute()
}

/** False where somebody else has taken it over since: that try has another number. */
export async function endTry(
  tx: Tx,
  { id, attempts }: Pick<WebhookDeliveryTable, 'id' | 'attempts'>,
  change: Partial<WebhookDeliveryTable>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('webhook_delivery')
    .set(change)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export interface LoggedDelivery extends WebhookDeliveryTable {
  type: string
  /** The first characters of what was sent; null where nothing was yet. */
  body: string | null
}

/** Of what was sent, for the log. */
export const SHOWN_BODY = 2_000

/** The newest first. */
export const deliveriesOf = (
  db: Db,
  webhookId: string,
  { state, skip, limit }: { state: DeliveryState | undefined; skip: number; limit: number },
): Promise<LoggedDelivery[]> =>
  db
    .selectFrom('webhook_delivery as delivery')
    .innerJoin('webhook_event as event', 'event.id', 'delivery.event_id')
    .selectAll('delivery')
    .select(({ fn, val }) => [
      'event.type',
      fn<string | null>('substr', ['event.body', val(1), val(SHOWN_BODY)]).as('body'),
    ])
    .where('webhook_id', '=', webhookId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('delivery.created_at', 'desc')
    .orderBy('delivery.id')
    .offset(skip)
    .limit(limit)
    .execute()

/** How many stand how, of each webhook or of one. */
export const countDeliveries = (
  db: Db,
  webhookId?: string,
): Promise<{ webhookId: string; state: string; deliveries: number }[]> =>
  db
    .selectFrom('webhook_delivery')
    .select((select) => ['webhook_id as webhookId', 'state', select.fn.countAll<number>().as('deliveries')])
    .$if(webhookId !== undefined, (query) => query.where('webhook_id', '=', webhookId ?? ''))
    .groupBy(['webhook_id', 'state'])
    .orderBy('webhook_id')
    .orderBy('state')
    .execute()

const afresh = (now: number) => ({
  ...{ state: 'waiting', attempts: 0, due_at: now },
  ...{ tried_at: null, status: null, took_ms: null, answer: null, problem: null },
})

/** False where there is no such delivery that has ended. */
export async function sendOneAgain(
  db: Db,
  { webhookId, id }: { webhookId: string; id: string },
  now: number,
): Promise<boolean> {
  const changed = await db
    .updateTable('webhook_delivery')
    .set(afresh(now))
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .where('state', 'in', ['delivered', 'failed'])
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** All that failed of what was to be told since then; returns how many. */
export async function sendFailedAgain(
  db: Db,
  { webhookId, since }: { webhookId: string; since: number },
  now: number,
): Promise<number> {
  const changed = await db
    .updateTable('webhook_delivery')
    .set(afresh(now))
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows)
}

/** Returns how many went; at most `limit`. */
export async function forgetDeliveries(db: Db, before: number, limit: number): Promise<number> {
  const deleted = await db
    .deleteFrom('webhook_delivery')
    .where('id', 'in', (select) =>
      select
        .selectFrom('webhook_delivery as old')
        .select('old.id')
        .where('old.created_at', '<', before)
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(deleted.numDeletedRows)
}
