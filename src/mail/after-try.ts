// What becomes of a mail or a digest after a try to send it.

import { type Delivery, isAboutUs } from './smtp.ts'

/**
 * Longer than any try takes: the store may be away for five minutes before it, the server takes five at most, and the
 * store may be away for another five before what came of it is written down.
 */
export const SENDING_MS = 20 * 60_000

/** With the waits between them: over a day. */
const MOST_ATTEMPTS = 8

export interface AfterTry {
  state: 'sent' | 'failed' | 'doubtful' | 'waiting'
  attempts: number
  /** Milliseconds; not 0 only where it waits. */
  wait: number
  problem: string | null
}

/** `attempts`: this one, too. */
export function afterTry(delivery: Delivery, attempts: number): AfterTry {
  if (delivery.outcome === 'sent') return { state: 'sent', attempts, wait: 0, problem: null }
  const problem = delivery.reason
  if (delivery.outcome === 'doubtful') return { state: 'doubtful', attempts, wait: 0, problem }
  if (delivery.outcome === 'full') return { state: 'waiting', attempts: attempts - 1, wait: 0, problem }
  if (isAboutUs(delivery)) return { state: 'waiting', attempts: attempts - 1, wait: waitBefore(1), problem }
  if (attempts >= MOST_ATTEMPTS || (delivery.outcome === 'refused' && delivery.forGood))
    return { state: 'failed', attempts, wait: 0, problem }
  return { state: 'waiting', attempts, wait: waitBefore(attempts), problem }
}

/** 1 minute, 4, 16, 64, then every 4 hours. */
const waitBefore = (attempts: number): number => 60_000 * 4 ** Math.min(attempts - 1, 4)
