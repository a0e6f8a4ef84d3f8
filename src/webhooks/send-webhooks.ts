// Finds out what happened, and tells those who want to know: at least once, in no promised order. A delivery that
// doesn't arrive is tried again (retry.ts); docs/webhooks.md says what receivers can rely on.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import type { WebhookDeliveryTable } from '../db/schema-webhooks.ts'
import { SourceTrouble } from '../sources/source-trouble.ts'
import { claimDelivery } from './claim-delivery.ts'
import { bodyOf } from './compose.ts'
import { endDelivery } from './end-delivery.ts'
import { createHookClient, type HookAnswer, type HookClient } from './hook-client.ts'
import { hookRow } from './hook-queries.ts'
import { signatureHeader } from './signature.ts'
import { tellOfAdditions } from './tell-of-additions.ts'
import { tellOfEditions } from './tell-of-editions.ts'
import { siteOf, type WebhookSettings } from './webhook-settings.ts'

export interface WebhookParts {
  db: Db
  clock: Clock
  settings: WebhookSettings
  signal: AbortSignal
  /** Told how each went. */
  onDelivery?: (outcome: 'sent' | 'refused') => void
  /** Milliseconds of real time for one request; absent: 10 seconds. */
  timeoutMs?: number
}

/** Requests at once, each to another webhook. */
const AT_ONCE = 8

export async function sendWebhooks(parts: WebhookParts): Promise<void> {
  const { db, clock, settings } = parts
  const { EDITION_TIMEZONE: timezone, EDITION_CUTOFF: cutoff } = settings
  await tellOfEditions(db, clock.now(), { timezone, cutoff })
  await tellOfAdditions(db, clock)
  const client = clientOf(parts)
  try {
    await sendWhatIsDue(parts, (delivery) => deliver(parts, client, delivery))
  } finally {
    await client.close()
  }
}

function clientOf({ settings, timeoutMs }: WebhookParts): HookClient {
  return createHookClient({
    userAgent: `Broadsheet-Webhooks (+${siteOf(settings)})`,
    allowedHosts: settings.FETCH_ALLOW,
    onlyAllowed: settings.TEST_CLOCK !== undefined || settings.TEST_POLITENESS_MS !== undefined,
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
}

/**
 * One at a time to each webhook. One that failed rests until the next run, so that others don't wait for it.
 * @throws what a sending threw that has nothing to do with its receiver, when all are done
 */
async function sendWhatIsDue(
  { db, clock, signal }: WebhookParts,
  send: (delivery: WebhookDeliveryTable) => Promise<boolean>,
): Promise<void> {
  const resting = new Set<string>()
  const running = new Set<Promise<void>>()
  const bugs: unknown[] = []
  while (!signal.aborted && bugs.length === 0) {
    // One that ends while we look may leave another due to the same webhook.
    const isAlone = running.size === 0
    const delivery = await claimDelivery(db, clock.now(), [...resting]).catch(
      (error) => void bugs.push(error),
    )
    if (!delivery && isAlone) break
    if (delivery) {
      const { webhook_id } = delivery
      resting.add(webhook_id)
      const sending = send(delivery)
        .then((arrived) => void (arrived && resting.delete(webhook_id)))
        .catch((error) => void bugs.push(error))
        .finally(() => running.delete(sending))
      running.add(sending)
    }
    if (running.size > 0 && (!delivery || running.size >= AT_ONCE)) await Promise.race(running)
  }
  await Promise.all(running)
  if (bugs.length > 0) throw bugs[0]
}

/** Returns whether it arrived. */
async function deliver(
  { db, clock, settings, onDelivery }: WebhookParts,
  client: HookClient,
  delivery: WebhookDeliveryTable,
): Promise<boolean> {
  const hook = await hookRow(db, delivery.webhook_id)
  if (!hook) return false
  const [site, startedAt] = [siteOf(settings), clock.now()]
  const body = await bodyOf(db, site, delivery.event_id)
  const began = performance.now()
  const outcome = await post(client, hook.url, {
    ...{ id: delivery.event_id, timestamp: Math.floor(startedAt / 1_000), body },
    secrets: secretsAt(hook, startedAt),
  })
  const tookMs = Math.round(performance.now() - began)
  const arrived = await endDelivery(db, { delivery, outcome, startedAt, tookMs, site }, clock.now())
  onDelivery?.(arrived ? 'sent' : 'refused')
  return arrived
}

const secretsAt = (
  hook: { secret: string; previous_secret: string | null; previous_until: number | null },
  now: number,
): string[] =>
  hook.previous_secret !== null && (hook.previous_until ?? 0) > now
    ? [hook.secret, hook.previous_secret]
    : [hook.secret]

interface Message {
  id: string
  /** Seconds since 1970. */
  timestamp: number
  body: string
  secrets: string[]
}

async function post(
  client: HookClient,
  url: string,
  { id, timestamp, body, secrets }: Message,
): Promise<HookAnswer | string> {
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureHeader(secrets, { id, timestamp, body }),
  }
  try {
    return await client.send({ method: 'POST', url, headers, body })
  } catch (error) {
    if (error instanceof SourceTrouble) return error.message
    // A bug, or a failure of the network without a name: it is in the log, and the others go on.
    return `It could not be sent: ${String(error).slice(0, 300)}`
  }
}
