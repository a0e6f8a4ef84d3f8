// What an answer of a service means.

import type { HookAnswer } from '../webhooks/hook-client.ts'
import { readRetryAfter } from '../webhooks/retry.ts'

export type Verdict =
  | { outcome: 'arrived' }
  /** It said no for now; `waitMs`: for at least so long. */
  | { outcome: 'later'; problem: string; waitMs: number }
  | { outcome: 'refused'; problem: string; isGone: boolean }
  /** Nobody knows whether it arrived. */
  | { outcome: 'unsure'; problem: string }

const GONE = 410
const words: Record<number, string> = {
  400: 'It does not understand the message.',
  401: 'It does not know the token any more.',
  403: 'It does not let us write there.',
  404: 'There is nothing at this address: the webhook, the room or the server has gone.',
  410: 'It has gone for good.',
  413: 'The message is too long for it.',
  422: 'It does not take the message.',
}

export function judge({ status, retryAfter, start }: HookAnswer, now: number): Verdict {
  if (status >= 200 && status < 300) return { outcome: 'arrived' }
  if (status >= 300 && status < 400)
    return refused('It sends us elsewhere, where we don’t go: give the new address.')
  if (status === 429)
    return { outcome: 'later', problem: 'It was asked too often.', waitMs: waitAsked(start, retryAfter, now) }
  // Closed for a while, or not ready: it took nothing. Other errors on its side may have come afterwards.
  if (status === 503 || status === 408 || status === 425)
    return { outcome: 'later', problem: 'It is closed for now.', waitMs: readRetryAfter(retryAfter, now) }
  if (status >= 500)
    return { outcome: 'unsure', problem: 'Something failed there: nobody knows whether it arrived.' }
  return refused(words[status] ?? 'It did not take the message.', status === GONE)
}

const refused = (problem: string, isGone = false): Verdict => ({ outcome: 'refused', problem, isGone })

/** Discord says it in seconds in the body, Matrix in milliseconds; others in the header. */
function waitAsked(start: string, header: string | null, now: number): number {
  const said = parsed(start)
  const seconds = numberIn(said.retry_after) * 1_000
  return Math.max(readRetryAfter(header, now), seconds, numberIn(said.retry_after_ms))
}

const numberIn = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.ceil(value) : 0

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
