// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html

import { type EventFacts, oneLine, type ToldBounce } from './bounce.ts'
import { addressAt, at, type Json, listAt, textAt } from './json-fields.ts'
import { statusIn } from './status-code.ts'

/** Null for anything else. SES gives mails ids of its own; ours is there where headers are included. */
export function sesEvent(json: Json): EventFacts | null {
  const type = textAt(json, 'notificationType') ?? textAt(json, 'eventType')
  if (type === null || at(json, 'mail') === undefined) return null
  const messageId = textAt(json, 'mail', 'commonHeaders', 'messageId')
  const id = textAt(json, 'bounce', 'feedbackId') ?? textAt(json, 'complaint', 'feedbackId')
  if (type === 'Bounce') return { id, messageId, bounces: bouncesOf(json) }
  if (type === 'Complaint') return { id, messageId, bounces: complaintsOf(json) }
  return { id: null, bounces: [] }
}

/** `Permanent`, or `Transient` and `Undetermined`, which may pass. */
function bouncesOf(json: Json): ToldBounce[] {
  const kind = textAt(json, 'bounce', 'bounceType') === 'Permanent' ? 'hard' : 'soft'
  const subtype = textAt(json, 'bounce', 'bounceSubType')
  return listAt(json, 'bounce', 'bouncedRecipients').map((one) => ({
    ...{ kind, email: addressAt(one, 'emailAddress'), status: statusIn(textAt(one, 'status') ?? '') },
    detail: oneLine(textAt(one, 'diagnosticCode') ?? subtype),
  }))
}

function complaintsOf(json: Json): ToldBounce[] {
  const type = textAt(json, 'complaint', 'complaintFeedbackType')
  if (type === 'not-spam') return []
  return listAt(json, 'complaint', 'complainedRecipients').map((one) => ({
    ...{ kind: 'complaint', email: addressAt(one, 'emailAddress'), status: null, detail: oneLine(type) },
  }))
}
