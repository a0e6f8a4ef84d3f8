// Reads messages in which mail servers say what became of a mail: that it could not be delivered (RFC 3464), or that
// somebody called it spam (RFC 5965). Whoever wrote them may lie, and most of them write them a little differently.

import { createHash } from 'node:crypto'
import { type BounceKind, oneLine, type Report, type ToldBounce } from './bounce.ts'
import { headersOf, type MessageParts, messageParts } from './message-parts.ts'
import { isHard, statusIn, statusOf } from './status-code.ts'

/**
 * `bounce`: something came back. `notice`: a report of which nothing follows: late, arrived, read, no spam.
 * `auto-reply`: of somebody who is away. `other`: anything else, most of all a person's mail.
 */
export interface ReadMessage {
  is: 'bounce' | 'notice' | 'auto-reply' | 'other'
  report: Report
}

const MOST_RECIPIENTS = 50

/** Never throws: what can't be read is something else. */
export async function parseReport(bytes: Buffer): Promise<ReadMessage> {
  const message = await messageParts(bytes)
  const { headers, parts } = message ?? { headers: [], parts: [] }
  const named = headers.find(([name]) => name === 'message-id')?.[1]
  const report: Report = {
    id: createHash('sha256')
      .update(named ? named.slice(0, 500) : bytes)
      .digest('base64url'),
    trusted: false,
    bounces: [],
    traces: tracesOf({ headers, parts }),
  }
  const status = parts.filter(({ type }) => /delivery-status$/.test(type))
  const feedback = parts.find(({ type }) => type === 'message/feedback-report')
  const bounces = feedback
    ? complaintsIn(feedback.text)
    : status.flatMap(({ text }) => failuresIn(text)).slice(0, MOST_RECIPIENTS)
  if (bounces.length > 0) return { is: 'bounce', report: { ...report, bounces } }
  const isNotice =
    feedback !== undefined ||
    status.length > 0 ||
    parts.some(({ type }) => /disposition-notification$/.test(type))
  return { is: isNotice ? 'notice' : isAutoReply(headers) ? 'auto-reply' : 'other', report }
}

/** Where the key or the id of the mail stands: whom the report was sent to, and headers of what came back. */
function tracesOf({ headers, parts }: MessageParts): string {
  const isTo =
    /^(?:to|cc|delivered-to|x-original-to|x-delivered-to|(?:x-)?envelope-to|x-rcpt-to|apparently-to)$/
  const addresses = headers.filter(([name]) => isTo.test(name)).map(([, value]) => value)
  const back = parts.flatMap(({ type, text }) =>
    /delivery-status$|disposition-notification$/.test(type) ? [] : headersOf(text.trimStart()),
  )
  const isOfMail = /^(?:message-id|return-path|original-mail-from|list-unsubscribe)$/
  const ofMail = back.filter(([name]) => isOfMail.test(name)).map(([name, value]) => `${name}: ${value}`)
  return [...addresses, ...ofMail].map((line) => line.slice(0, 2_000)).join('\n')
}

/** The blocks of a delivery status: the first is about the message, each other one about a recipient. */
function failuresIn(text: string): ToldBounce[] {
  const blocks = text.split(/\r?\n(?:[ \t]*\r?\n)+/).slice(0, MOST_RECIPIENTS + 1)
  return blocks.flatMap((block): ToldBounce[] => {
    const fields = new Map(headersOf(block.trim()).reverse())
    const kind = kindOf(fields.get('action'), fields.get('status'), fields.get('diagnostic-code'))
    if (!kind || !(fields.has('final-recipient') || fields.has('original-recipient'))) return []
    return [
      {
        ...kind,
        email: addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient')),
        detail: oneLine(fields.get('diagnostic-code')?.replace(/^\s*[\w-]+\s*;/, '')),
      },
    ]
  })
}

/** Null where it did not fail. What is only late is tried again by its server, which says so at the end. */
function kindOf(action = '', code = '', diagnosis = ''): { kind: BounceKind; status: string | null } | null {
  const doing = /^\s*([a-z]+)/i.exec(action)?.[1]?.toLowerCase()
  if (doing !== undefined && doing !== 'failed') return null
  if (doing === undefined && statusIn(code) === null) return null
  if (/^\s*2\./.test(code)) return null
  const status = statusOf(code, diagnosis)
  return { kind: status !== null && isHard(status) ? 'hard' : 'soft', status }
}

/** `rfc822; ada@example.org`. Not with a control character: some databases refuse these. */
function addressIn(field: string | undefined): string | null {
  const [, address] =
    /^\s*(?:[\w-]+\s*;)?\s*<?([^\s<>;,"()\p{Cc}]{1,64}@[^\s<>;,"()@\p{Cc}]{1,253})>?\s*$/u.exec(
      field ?? '',
    ) ?? []
  return address?.toLowerCase() ?? null
}

/** Those that say that somebody wants no such mail. `not-spam`, `auth-failure` and `virus` don't. */
const COMPLAINTS = /^(?:abuse|fraud|opt-out|opt-out-list|other|miscategorized)$/i

function complaintsIn(text: string): ToldBounce[] {
  const fields = headersOf(text.trim())
  const first = (name: string) => fields.find(([one]) => one === name)?.[1]
  const type = first('feedback-type') ?? ''
  if (!COMPLAINTS.test(type)) return []
  const email = addressIn(first('original-rcpt-to')) ?? addressIn(first('removal-recipient'))
  const told: Omit<ToldBounce, 'email'> = { kind: 'complaint', status: null, detail: oneLine(type) }
  return [{ ...told, email }]
}

function isAutoReply(headers: MessageParts['headers']): boolean {
  return headers.some(
    ([name, value]) =>
      (name === 'auto-submitted' && /^auto-/i.test(value)) ||
      (name === 'precedence' && /^auto_reply/i.test(value)) ||
      /^x-auto-?(?:reply|respond)$/.test(name),
  )
}
