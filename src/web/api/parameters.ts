// What the calls of the API can be asked with: each parameter reads its own text and describes itself in the document.

import { Invalid } from '../../errors.ts'
import { type Period, parsePeriod } from '../../papers/calendar.ts'

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export type JsonSchema = Record<string, unknown>

export interface Parameter<T> {
  in: 'query' | 'path'
  description: string
  required: boolean
  schema: JsonSchema
  /** `text`: absent or empty where nothing was given. @throws Invalid */
  read(text: string, name: string): T
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>

export type Asked<P extends Parameters> = {
  [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never
}

interface WholeRange {
  least: number
  most: number
  otherwise: number
}

/** A whole number of a range. */
export function whole(description: string, { least, most, otherwise }: WholeRange): Parameter<number> {
  return {
    ...{ in: 'query', description, required: false },
    schema: { type: 'integer', minimum: least, maximum: most, default: otherwise },
    read(text, name) {
      if (text === '') return otherwise
      const value = Number(text)
      if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value
      throw refused(name, `must be a whole number from ${least} to ${most}`)
    },
  }
}

export function choice<C extends string>(
  description: string,
  choices: readonly C[],
): Parameter<C | undefined> {
  return {
    ...{ in: 'query', description, required: false },
    schema: { type: 'string', enum: [...choices] },
    read(text, name) {
      const chosen = choices.find((one) => one === text)
      if (text === '' || chosen !== undefined) return chosen
      throw refused(name, `must be one of ${choices.join(', ')}`)
    },
  }
}

/** A line of at most so many characters. */
export function line(description: string, most: number): Parameter<string | undefined> {
  return {
    ...{ in: 'query', description, required: false },
    schema: { type: 'string', maxLength: most },
    read: (text, name) => readLine(text, name, most) || undefined,
  }
}

const examples: Record<Period, { example: string; pattern: string }> = {
  day: { example: '2025-10-29', pattern: '^\\d{4}-\\d{1,2}-\\d{1,2}$' },
  week: { example: '2025-W44', pattern: '^\\d{4}-W\\d{1,2}$' },
  month: { example: '2025-10', pattern: '^\\d{4}-\\d{1,2}$' },
}

/** A day, a week or a month of the calendar; numbers need no leading zero. */
export function calendar(description: string, period: Period): Parameter<string | undefined> {
  const { example, pattern } = examples[period]
  return {
    ...{ in: 'query', description, required: false },
    schema: { type: 'string', pattern, examples: [example] },
    read(text, name) {
      if (text === '') return undefined
      const key = parsePeriod(period, padded(text))
      if (key !== null) return key
      throw refused(name, `must be a ${period} such as ${example}`)
    },
  }
}

/** `2025-1-5` → `2025-01-05`, `2025-W4` → `2025-W04` */
const padded = (text: string): string => text.replace(/(?<=[-W])\d(?=-|$)/g, '0$&')

/** A part of the path; what it names is looked up by the call. */
export function pathPart(description: string, example: string): Parameter<string> {
  return {
    ...{ in: 'path', description, required: true },
    schema: { type: 'string', minLength: 1, examples: [example] },
    read: (text) => text,
  }
}

/** @throws Invalid */
export function readParameters<P extends Parameters>(
  parameters: P,
  textOf: (name: string) => string | undefined,
): Asked<P> {
  const asked = Object.entries(parameters).map(([name, parameter]) => [
    name,
    parameter.read(textOf(name) ?? '', name),
  ])
  return Object.fromEntries(asked) as Asked<P>
}

function readLine(text: string, name: string, most: number): string {
  if (text.length <= most) return text.toWellFormed().replace(/\p{Cc}/gu, ' ')
  throw refused(name, `must be at most ${most} characters, not ${text.length}`)
}

const refused = (name: string, problem: string): Invalid =>
  new Invalid(`“${name}” ${problem}.`, { [name]: problem })
