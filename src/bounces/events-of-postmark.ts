// https://postmarkapp.com/developer/webhooks/bounce-webhook

import { type BounceKind, type EventFacts, oneLine } from './bounce.ts'
import { addressAt, type Json, textAt } from './json-fields.ts'
import { statusIn } from './status-code.ts'

/** All other types are no bounces: replies of machines, challenges, mails that are only late. */
const kinds: Record<string, BounceKind | undefined> = {
  ...{ HardBounce: 'hard', BadEmailAddress: 'hard', SpamComplaint: 'complaint' },
  ...{ SoftBounce: 'soft', DnsError: 'soft', Blocked: 'soft', SpamNotification: 'soft', DMARCPolicy: 'soft' },
}

/** Null for anything else. */
export function postmarkEvent(json: Json): EventFacts | null {
  const record = textAt(json, 'RecordType')
  if (record === null) return null
  const id = textAt(json, 'ID')
  const kind = kinds[textAt(json, 'Type') ?? '']
  if ((record !== 'Bounce' && record !== 'SpamComplaint') || kind === undefined) return { id, bounces: [] }
  const details = textAt(json, 'Details') ?? textAt(json, 'Description')
  const told = { kind, email: addressAt(json, 'Email'), detail: oneLine(details) }
  return { id: id && `postmark ${id}`, bounces: [{ ...told, status: statusIn(details ?? '') }] }
}
