// One question to a source, asked again as often and as late as its troubles want it.

import { freeFrom, inTurn, keepAway } from '../fetching/host-turns.ts'
import { busyMs, type Manners, stumbleMs } from '../fetching/manners.ts'
import type { Answer, Ask } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { statusTrouble } from '../status-trouble.ts'
import type { HarvestParts } from './harvest-parts.ts'

/** The source can't be asked now: the harvest ends here, to go on at `until` (milliseconds UTC). */
export class PutOff extends Error {
  override readonly name = 'PutOff'
  readonly until: number
  /** The source named that time; otherwise it is ours. */
  readonly isNamed: boolean

  constructor(reason: string, until: number, isNamed: boolean) {
    super(reason)
    this.until = until
    this.isNamed = isNamed
  }
}

export interface Question<T> {
  /** Who is asked, as a sentence names it. */
  who: string
  manners: Manners
  ask: Ask
  /** @throws SourceTrouble */
  read(answer: Answer): T
}

/** Shorter waits are nobody's news. */
const LEAST_TOLD_MS = 5_000
const MOST_ATTEMPTS = 8
const LONGEST_BUSY_MS = 2 * 3_600_000
const LONGEST_STUMBLE_MS = 600_000
/** What a source may ask for; beyond that it is asked once a day. */
const LONGEST_WISH_MS = 24 * 3_600_000

export type AskParts = Pick<HarvestParts, 'db' | 'clock' | 'http' | 'signal' | 'patienceMs'> & {
  holder: string
}

/**
 * The answer, read. `onWait` is told before each wait.
 * @throws SourceTrouble when it was refused. @throws PutOff when it would take longer than anyone waits.
 */
export async function askPatiently<T>(
  parts: AskParts,
  question: Question<T>,
  onWait: (waiting: { until: number; reason: string }) => void = () => {},
): Promise<T> {
  const { db, clock, signal } = parts
  for (let attempt = 1; ; attempt++) {
    await expectTurn(parts, question, onWait)
    const outcome = await askOnce(parts, question)
    if ('value' in outcome) return outcome.value
    const { trouble } = outcome
    if (trouble.kind === 'refused') throw trouble
    const waitMs = waitAfter(trouble, attempt, question.manners)
    const until = clock.now() + waitMs
    // Whoever else wants to ask waits too: another process would only be told the same.
    if (trouble.kind === 'busy') await keepAway(db, question.manners.host, until)
    if (attempt >= MOST_ATTEMPTS || waitMs > parts.patienceMs)
      throw new PutOff(trouble.message, until, trouble.retryAfterMs !== undefined)
    onWait({ until, reason: trouble.message })
    await clock.wait(waitMs, signal)
  }
}

/** Tells of a host that asked for rest, whoever heard it; a long rest is not sat out in the queue for its turn. */
async function expectTurn<T>(
  { db, clock, patienceMs }: AskParts,
  { who, manners }: Question<T>,
  onWait: (waiting: { until: number; reason: string }) => void,
): Promise<void> {
  const until = await freeFrom(db, manners.host)
  const waitMs = until - clock.now()
  if (waitMs <= Math.max(manners.pauseMs, LEAST_TOLD_MS)) return
  const reason = `${who} asked for rest.`
  if (waitMs > patienceMs) throw new PutOff(reason, until, true)
  onWait({ until, reason })
}

async function askOnce<T>(
  parts: AskParts,
  { who, manners, ask, read }: Question<T>,
): Promise<{ value: T } | { trouble: SourceTrouble }> {
  try {
    const answer = await inTurn(parts, manners, () => parts.http.ask(ask, parts.signal))
    // 304 is an answer to whoever asked for changes only.
    const trouble = answer.status === 304 ? null : statusTrouble(answer, who, parts.clock.now())
    if (trouble && trouble.kind !== 'refused') return { trouble }
    return { value: read(answer) }
  } catch (error) {
    if (error instanceof SourceTrouble) return { trouble: error }
    throw error
  }
}

/** Longer each time; what the source asks for is done. */
export function waitAfter({ kind, retryAfterMs }: SourceTrouble, attempt: number, manners: Manners): number {
  if (retryAfterMs !== undefined) return Math.min(Math.max(retryAfterMs, manners.pauseMs), LONGEST_WISH_MS)
  const [first, longest] =
    kind === 'busy' ? [busyMs(manners), LONGEST_BUSY_MS] : [stumbleMs(manners), LONGEST_STUMBLE_MS]
  return Math.min(first * 2 ** (attempt - 1), longest)
}
