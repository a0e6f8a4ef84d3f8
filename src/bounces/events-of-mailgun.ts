// https://documentation.mailgun.com/docs/mailgun/user-manual/events/webhooks

import { type BounceKind, type EventFacts, oneLine } from './bounce.ts'
import { addressAt, at, type Json, textAt } from './json-fields.ts'
import { isHard, statusOf } from './status-code.ts'

/** Null for anything else. The event may lie in an envelope with a signature: the secret is what counts here. */
export function mailgunEvent(json: Json): EventFacts | null {
  const event = at(json, 'event-data') ?? json
  const type = textAt(event, 'event')
  if (type === null || at(event, 'message') === undefined) return null
  const id = textAt(event, 'id')
  const messageId = textAt(event, 'message', 'headers', 'message-id')
  const email = addressAt(event, 'recipient')
  const said = textAt(event, 'delivery-status', 'message') ?? textAt(event, 'delivery-status', 'description')
  const code = textAt(event, 'delivery-status', 'enhanced-code') ?? textAt(event, 'delivery-status', 'code')
  const status = statusOf(code ?? '', said ?? '')
  const kind = kindOf(type, textAt(event, 'severity'), status)
  const bounces = kind ? [{ kind, email, status, detail: oneLine(said) }] : []
  return { id: id && `mailgun ${id} ${email}`, messageId, bounces }
}

/** What fails `temporary` is tried again. */
function kindOf(type: string, severity: string | null, status: string | null): BounceKind | null {
  if (type === 'complained') return 'complaint'
  if (type !== 'failed' || severity !== 'permanent') return null
  return status === null || isHard(status) ? 'hard' : 'soft'
}
