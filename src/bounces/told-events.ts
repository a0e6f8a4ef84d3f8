// What providers of mail post, in JSON: our own shape, Amazon SES (by itself or through SNS), Postmark and Mailgun.
// They may add fields and kinds at any time: what is not known says nothing.

import { createHash } from 'node:crypto'
import { Invalid } from '../errors.ts'
import { type EventFacts, oneLine, type Report, type ToldBounce } from './bounce.ts'
import { mailgunEvent } from './events-of-mailgun.ts'
import { postmarkEvent } from './events-of-postmark.ts'
import { sesEvent } from './events-of-ses.ts'
import { addressAt, at, type Json, textAt } from './json-fields.ts'

export type Told = { reports: Report[] } | { confirmAt: string }

const MOST_EVENTS = 1_000

/** `now`: when they came (milliseconds UTC). @throws Invalid */
export function readEvents(text: string, now: number): Told {
  const json = parse(text)
  if (textAt(json, 'Type') === 'SubscriptionConfirmation') return { confirmAt: confirmAddress(json) }
  const events = Array.isArray(json) ? json : [unwrapped(json)]
  if (events.length > MOST_EVENTS) throw new Invalid(`Post at most ${MOST_EVENTS} events at once.`)
  return { reports: events.map((event) => reportOf(event, now)) }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new Invalid(
      'This is no JSON. Post JSON, or a message as it came over the wire with the type message/rfc822.',
    )
  }
}

/** SNS puts the event into a text of its own. */
function unwrapped(json: Json): Json {
  const inner = textAt(json, 'Message')
  return textAt(json, 'Type') === 'Notification' && inner !== null ? parse(inner) : json
}

/** Only of Amazon's own hosts: it is shown to admins as a link. */
function confirmAddress(json: Json): string {
  const url = URL.parse(textAt(json, 'SubscribeURL') ?? '')
  if (url?.protocol === 'https:' && /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(url.hostname))
    return url.href
  throw new Invalid('SubscribeURL must be an address of Amazon SNS.')
}

const DAY_MS = 86_400_000

function reportOf(json: Json, now: number): Report {
  const facts = plainEvent(json) ?? sesEvent(json) ?? postmarkEvent(json) ?? mailgunEvent(json)
  if (!facts)
    throw new Invalid(
      'This event has no known shape. Post {"type": "soft", "hard" or "complaint", "email": …}, or what Amazon SES, Postmark or Mailgun post.',
    )
  const { id, bounces, messageId } = facts
  return {
    id: createHash('sha256')
      // Of those without a name nobody can tell whether it is the same again: each counts once a day.
      .update(id ?? `${JSON.stringify(json)} on day ${Math.floor(now / DAY_MS)}`)
      .digest('base64url'),
    ...{ trusted: true, isNameless: id === null },
    bounces,
    traces: messageId ? `message-id: <${messageId.replace(/^<|>$/g, '').slice(0, 200)}>` : '',
  }
}

/** `{type, email, id?, status?, detail?, messageId?}` */
function plainEvent(json: Json): EventFacts | null {
  const kind = textAt(json, 'type')
  if (textAt(json, 'email') === null || (kind !== 'soft' && kind !== 'hard' && kind !== 'complaint'))
    return null
  const status = textAt(json, 'status')
  const told: ToldBounce = {
    ...{ kind, email: addressAt(json, 'email'), detail: oneLine(textAt(json, 'detail')) },
    status: status !== null && /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : null,
  }
  return {
    id: at(json, 'id') === undefined ? null : textAt(json, 'id'),
    bounces: [told],
    messageId: textAt(json, 'messageId'),
  }
}
