// What a try leads to: done, another try, given up; and what that says about the webhook.

import type { Db, Tx } from '../db/connect.ts'
import type { WebhookDeliveryTable, WebhookTable } from '../db/schema-webhooks.ts'
import { inTransaction } from '../db/write.ts'
import { addMail } from '../mail/mail.ts'
import { endTry } from './delivery-queries.ts'
import type { HookAnswer } from './hook-client.ts'
import { adminAddresses, disableHook, hookRow, noteOutcome } from './hook-queries.ts'
import { MOST_ATTEMPTS, readRetryAfter, waitBefore } from './retry.ts'

export interface Try {
  delivery: WebhookDeliveryTable
  /** The answer, or why there was none. */
  outcome: HookAnswer | string
  startedAt: number
  tookMs: number
  /** The address of this site, for the mail to admins. */
  site: string
}

/** Where nothing has arrived for as long when a delivery is given up, the webhook is disabled. */
const PATIENCE_MS = 2 * 86_400_000
const GONE = 410

/** Returns whether it arrived. */
export function endDelivery(db: Db, tried: Try, now: number): Promise<boolean> {
  const arrived = typeof tried.outcome !== 'string' && isSuccess(tried.outcome.status)
  return inTransaction(db, async (tx) => {
    const { delivery } = tried
    const state = arrived ? 'delivered' : isOver(tried) ? 'failed' : 'waiting'
    const due_at = state === 'waiting' ? now + waitAfter(tried, now) : delivery.due_at
    const isOurs = await endTry(tx, delivery, { state, due_at, ...remembered(tried) })
    if (!isOurs) return arrived
    await noteOutcome(tx, delivery.webhook_id, arrived, now)
    if (state === 'failed') await judge(tx, tried, now)
    return arrived
  })
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

const isGone = ({ outcome }: Try): boolean => typeof outcome !== 'string' && outcome.status === GONE

const isOver = (tried: Try): boolean => tried.delivery.attempts >= MOST_ATTEMPTS || isGone(tried)

function waitAfter({ delivery, outcome }: Try, now: number): number {
  const asked = typeof outcome === 'string' ? 0 : readRetryAfter(outcome.retryAfter, now)
  return waitBefore(delivery.id, delivery.attempts, asked)
}

function remembered({ outcome, startedAt, tookMs }: Try): Partial<WebhookDeliveryTable> {
  const common = { tried_at: startedAt, took_ms: tookMs }
  if (typeof outcome === 'string') return { ...common, status: null, answer: null, problem: outcome }
  const { status, start } = outcome
  const problem = isSuccess(status) ? null : problemOf(status)
  return { ...common, status, answer: start, problem }
}

function problemOf(status: number): string {
  if (status === GONE) return 'The receiver wants nothing more.'
  if (status >= 300 && status < 400) return 'It sends us elsewhere, where we don’t go: give the new address.'
  return 'The receiver did not take it.'
}

async function judge(tx: Tx, tried: Try, now: number): Promise<void> {
  const hook = await hookRow(tx, tried.delivery.webhook_id)
  if (!hook) return
  const failsLong = hook.failing_since !== null && hook.failing_since <= now - PATIENCE_MS
  if (!isGone(tried) && !failsLong) return
  const reason = isGone(tried)
    ? 'The receiver said that it is gone for good (410).'
    : `Nothing has arrived there since ${new Date(hook.failing_since ?? now).toISOString().slice(0, 10)}.`
  if (await disableHook(tx, hook.id, reason)) await tellAdmins(tx, hook, { reason, site: tried.site, now })
}

async function tellAdmins(
  tx: Tx,
  { id, url }: WebhookTable,
  { reason, site, now }: { reason: string; site: string; now: number },
): Promise<void> {
  const host = new URL(url).host
  const paragraphs = [
    `The webhook to ${host} is disabled: it is told nothing any more.`,
    reason,
    'What it was not told stands in its log, where it can be resumed:',
    `${site}/admin/webhooks/${id}`,
  ]
  const mail = {
    subject: `The webhook to ${host} is disabled`,
    body: paragraphs.join('\n\n'),
    kind: 'webhook',
  }
  for (const recipient of await adminAddresses(tx)) await addMail(tx, { ...mail, recipient }, now)
}
