// Addresses that are told of events.

import type { Db, Tx } from '../db/connect.ts'
import type { WebhookTable } from '../db/schema-webhooks.ts'
import { type Hook, hookOf } from './hook.ts'

/** The oldest first. */
export async function allHooks(db: Db | Tx): Promise<Hook[]> {
  const rows = await kept(db).orderBy('created_at').orderBy('id').execute()
  return rows.map(hookOf)
}

export async function activeHooks(tx: Tx): Promise<Hook[]> {
  const rows = await tx
    .selectFrom('webhook')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('id')
    .execute()
  return rows.map(hookOf)
}

export const hookRow = (db: Db | Tx, id: string): Promise<WebhookTable | undefined> =>
  kept(db).where('id', '=', id).executeTakeFirst()

const kept = (db: Db | Tx) => db.selectFrom('webhook').selectAll().where('state', '!=', 'deleted')

export async function insertHook(tx: Tx, row: WebhookTable): Promise<void> {
  await tx.insertInto('webhook').values(row).execute()
}

/** False where there is no such webhook. */
export async function changeHook(db: Db | Tx, id: string, change: Partial<WebhookTable>): Promise<boolean> {
  const changed = await db
    .updateTable('webhook')
    .set(change)
    .where('id', '=', id)
    .where('state', '!=', 'deleted')
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** With its log. The row goes at night: somebody may just be writing down a delivery to it. */
export async function deleteHook(tx: Tx, id: string): Promise<boolean> {
  const nothing = { url: '', secret: '', previous_secret: null, reason: null }
  const isThere = await changeHook(tx, id, { state: 'deleted', ...nothing })
  await tx.deleteFrom('webhook_delivery').where('webhook_id', '=', id).execute()
  return isThere
}

/** Deleted ones that nothing refers to any more. */
export async function forgetHooks(db: Db): Promise<void> {
  await db
    .deleteFrom('webhook_delivery')
    .where('webhook_id', 'in', (select) =>
      select.selectFrom('webhook').select('webhook.id').where('webhook.state', '=', 'deleted'),
    )
    .execute()
  await db
    .deleteFrom('webhook')
    .where('state', '=', 'deleted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhook_delivery')
            .select('webhook_delivery.id')
            .whereRef('webhook_delivery.webhook_id', '=', 'webhook.id'),
        ),
      ),
    )
    .execute()
}

/** Something arrived there, or did not: since when nothing has. */
export async function noteOutcome(tx: Tx, id: string, arrived: boolean, now: number): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({ failing_since: arrived ? null : now })
    .where('id', '=', id)
    .where('failing_since', arrived ? 'is not' : 'is', null)
    .execute()
}

/** False where it isn’t active any more. What waits for it is given up, so that nothing old comes when it is resumed. */
export async function disableHook(tx: Tx, id: string, reason: string): Promise<boolean> {
  const disabled = await tx
    .updateTable('webhook')
    .set({ state: 'disabled', reason })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (disabled.numUpdatedRows === 0n) return false
  await tx
    .updateTable('webhook_delivery')
    .set({ state: 'failed', problem: 'The webhook was disabled before it was sent.' })
    .where('webhook_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
  return true
}

/** Where admins who can be reached read mail. */
export async function adminAddresses(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('email')
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .where('email_verified', '=', 1)
    .orderBy('email')
    .execute()
  return rows.map(({ email }) => email)
}
