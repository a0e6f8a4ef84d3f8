// Webhooks for tests: made, and their jobs run, as the site does.

import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { fixedClock } from '../../src/clock.ts'
import { readConfig, type Settings } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import type { EventType } from '../../src/webhooks/event-types.ts'
import { addHook } from '../../src/webhooks/manage-hooks.ts'
import { sendWebhooks } from '../../src/webhooks/send-webhooks.ts'
import { noon } from './site.ts'

export const now = Date.parse(noon)

/** One that may be at home on this machine. */
export const aHook = (
  db: Db,
  url: string,
  events: readonly EventType[],
  categories = '',
): Promise<{ id: string; secret: string }> =>
  addHook(db, { url, events, categories }, { by: null, now, allowedHosts: ['127.0.0.1'] })

/** What the job does at that time. */
export function runWebhooks(
  db: Db,
  at = now,
  more: Partial<Record<keyof Settings, string>> = {},
): Promise<void> {
  const settings = { FETCH_ALLOW: '127.0.0.1', PUBLIC_URL: 'https://papers.example', ...more }
  const { values } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...settings } })
  return sendWebhooks({
    ...{ db, clock: fixedClock(new Date(at).toISOString()), settings: values, timeoutMs: 1_500 },
    signal: new AbortController().signal,
  })
}

export const logOf = (db: Db) => db.selectFrom('webhook_delivery').selectAll().orderBy('id').execute()

/** A receiver’s own proof, written from the specification. */
export const proves = (secret: string, headers: Record<string, string>, body: string): boolean => {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(signed).digest('base64')
  return (headers['webhook-signature'] ?? '').split(' ').includes(`v1,${expected}`)
}

/** An answer that never comes. */
export const silence = (_response: ServerResponse): void => {}
