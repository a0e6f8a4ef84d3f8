// An event is written down for those who want to hear of it, in the transaction of its cause; nothing where nobody does.

import { randomBytes } from 'node:crypto'
import type { Tx } from '../db/connect.ts'
import { insertDeliveries } from './delivery-queries.ts'
import { insertEvent } from './event-queries.ts'
import type { EventContent } from './event-types.ts'
import type { Hook } from './hook.ts'
import { activeHooks } from './hook-queries.ts'

export interface Told {
  content: EventContent
  /** The comment or the day that it is about; empty for papers. */
  subject: string
  now: number
}

export async function tellHooks(tx: Tx, told: Told): Promise<void> {
  const { type } = told.content
  const hooks = await activeHooks(tx)
  await tellThese(
    tx,
    hooks.filter(({ events }) => events.some((wanted) => wanted === type)),
    told,
  )
}

export async function tellThese(
  tx: Tx,
  hooks: readonly Pick<Hook, 'id'>[],
  { content, subject, now }: Told,
): Promise<void> {
  if (hooks.length === 0) return
  const id = `evt_${newId()}`
  await insertEvent(tx, {
    ...{ id, type: content.type, at: now, subject },
    ...{ content: JSON.stringify(content), body: null },
  })
  await insertDeliveries(
    tx,
    hooks.map((hook) => ({
      ...{ id: newId(), webhook_id: hook.id, event_id: id, state: 'waiting', attempts: 0 },
      ...{ due_at: now, created_at: now, tried_at: null },
      ...{ status: null, took_ms: null, answer: null, problem: null },
    })),
  )
}

const newId = (): string => randomBytes(12).toString('hex')
