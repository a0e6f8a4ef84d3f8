// A delivery is its sender's alone for a minute, and that is committed before anything is sent: no two nodes send it at
// the same time. One whose sender died is taken again.

import type { Db, Tx } from '../db/connect.ts'
import type { WebhookDeliveryTable } from '../db/schema-webhooks.ts'
import { inTransaction } from '../db/write.ts'
import { dueDelivery, isAnyDue, setDelivery } from './delivery-queries.ts'
import { MOST_ATTEMPTS } from './retry.ts'

/** Longer than any request takes. */
const LEASE_MS = 60_000

/** As it stands while it is sent; null where nothing is due. */
export async function claimDelivery(
  db: Db,
  now: number,
  except: readonly string[],
): Promise<WebhookDeliveryTable | null> {
  // Asked without a transaction first: mostly nothing is due, and writers need not wait for that answer.
  if (!(await isAnyDue(db, now, except))) return null
  return inTransaction(db, async (tx) => {
    for (;;) {
      const due = await dueDelivery(tx, now, except)
      if (!due) return null
      if (due.attempts < MOST_ATTEMPTS) return take(tx, due, now)
      const problem = 'The program ended while it was sent, at the last try.'
      await setDelivery(tx, due.id, { state: 'failed', problem })
    }
  })
}

async function take(tx: Tx, due: WebhookDeliveryTable, now: number): Promise<WebhookDeliveryTable> {
  const change = { state: 'sending', attempts: due.attempts + 1, due_at: now + LEASE_MS }
  await setDelivery(tx, due.id, change)
  return { ...due, ...change }
}
