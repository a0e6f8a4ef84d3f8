import { cleanLine } from '../papers/text/clean-text.ts'
import type { Answer } from './protocol.ts'
import { SourceTrouble, type TroubleKind } from './source-trouble.ts'

/** A longer wait than a day is a mistake. */
const longestWaitMs = 86_400_000
/** What a source says of an error fits on a few lines; in UTF-16 units. */
const longestError = 10_000
const longestWords = 300

/**
 * What is wrong with an answer by its status: null for 200 to 299. `now` (milliseconds) is when it came; a date until
 * which we are asked to wait is counted from there.
 */
export function statusTrouble(answer: Answer, who: string, now: number): SourceTrouble | null {
  if (answer.status >= 200 && answer.status <= 299) return null
  const kind = kindOf(answer)
  const wait = kind === 'busy' ? waitAskedFor(answer, now) : undefined
  const words = wordsOf(answer.text)
  const said = words === '' ? '' : ` It says: “${words.replace(/[.\s]+$/, '')}”.`
  return new SourceTrouble(kind, `${who} ${happened[kind]} (status ${answer.status}).${said}`, wait)
}

/** Throws that trouble. Without a clock of its own, it goes by the date in the answer's head. @throws SourceTrouble */
export function requireSuccess(answer: Answer, who: string): void {
  const trouble = statusTrouble(answer, who, Date.parse(answer.headers.get('date') ?? ''))
  if (trouble !== null) throw trouble
}

const happened: Record<TroubleKind, string> = {
  busy: 'is asked too often or closed for a while',
  unreachable: 'has an error on its side',
  garbled: 'gave an answer that has no content',
  refused: 'refused the request',
}

/** GitHub answers 403 where others answer 429. */
function kindOf({ status, headers }: Answer): TroubleKind {
  if (status === 429 || status === 503) return 'busy'
  if (status === 403 && (headers.get('x-ratelimit-remaining')?.trim() === '0' || headers.get('retry-after')))
    return 'busy'
  if (status >= 500 || status === 408) return 'unreachable'
  return status >= 400 ? 'refused' : 'garbled'
}

function waitAskedFor({ headers }: Answer, now: number): number | undefined {
  const asked = headers.get('retry-after')?.trim() ?? ''
  const wait = secondsOf(asked) ?? untilDate(asked, now) ?? untilReset(headers, now)
  return wait === undefined ? undefined : Math.min(Math.max(0, Math.ceil(wait)), longestWaitMs)
}

const secondsOf = (text: string): number | undefined =>
  /^\d{1,10}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : undefined

/** An HTTP date such as `Wed, 04 Mar 2026 12:00:00 GMT`. */
function untilDate(text: string, now: number): number | undefined {
  const wait = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(wait) ? undefined : wait
}

/** GitHub gives the moment as seconds since 1970, OpenAlex the seconds that are left. */
function untilReset(headers: Answer['headers'], now: number): number | undefined {
  if (headers.get('x-ratelimit-remaining')?.trim() !== '0') return undefined
  const reset = secondsOf(headers.get('x-ratelimit-reset')?.trim() ?? '')
  return reset === undefined || reset < 1e12 ? reset : untilMoment(reset, now)
}

function untilMoment(moment: number, now: number): number | undefined {
  return Number.isNaN(now) ? undefined : moment - now
}

/** The source's own message, from JSON or a line of plain text; empty for web pages and where it says nothing. */
function wordsOf(text: string): string {
  if (text.length > longestError || /^\s*</.test(text)) return ''
  const json = parsed(text)
  if (json === undefined) return /[<{]/.test(text) ? '' : cleanLine(text, longestWords)
  return cleanLine(wordsIn(json, 4) ?? '', longestWords)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where sources put it: `{message}`, `{error}`, `{errors: [{detail}]}`, `{message: [{message}]}`. */
const places = ['message', 'error', 'errors', 'detail', 'title']

function wordsIn(value: unknown, levels: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value !== 'object' || value === null || levels === 0) return undefined
  if (Array.isArray(value)) return wordsIn(value[0], levels - 1)
  for (const place of places) {
    const words = Object.hasOwn(value, place)
      ? wordsIn((value as Record<string, unknown>)[place], levels - 1)
      : undefined
    if (words !== undefined) return words
  }
  return undefined
}
