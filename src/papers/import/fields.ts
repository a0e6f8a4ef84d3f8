// Values of foreign JSON, checked and cleaned. What is absent or null is undefined; what has the wrong type is
// refused with a sentence, never guessed.

import { Invalid } from '../../errors.ts'
import { cleanLine } from '../text/clean-text.ts'

export type Fields = Record<string, unknown>

/** No list of a real paper comes near: the longest list of authors has 5,000 names. */
const MOST_ITEMS = 20_000
const LONGEST_ADDRESS = 2_000
/** Counts beyond this are mistakes. */
const LARGEST_COUNT = 1_000_000_000

export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new Invalid(`${what} must be a JSON object.`)
}

/** The object under a key; undefined where there is none. */
export function objectIn(fields: Fields, key: string): Fields | undefined {
  const value = fields[key]
  return value === undefined || value === null ? undefined : fieldsOf(value, `“${key}”`)
}

export function rawText(fields: Fields, key: string): string | undefined {
  const value = fields[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new Invalid(`“${key}” must be text.`)
}

/** One clean line of at most `longest` characters; undefined where it is empty. */
export function lineIn(fields: Fields, key: string, longest: number): string | undefined {
  const raw = rawText(fields, key)
  return raw === undefined ? undefined : cleanLine(raw, longest) || undefined
}

export function listIn(fields: Fields, key: string): unknown[] {
  const value = fields[key]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new Invalid(`“${key}” must be a list.`)
  if (value.length > MOST_ITEMS) throw new Invalid(`“${key}” has more than ${MOST_ITEMS} items.`)
  return value
}

/** A list of texts, or one text; clean, without the empty ones. */
export function linesIn(fields: Fields, key: string, longest: number): string[] {
  const items = typeof fields[key] === 'string' ? [fields[key]] : listIn(fields, key)
  const lines: string[] = []
  for (const item of items) {
    if (typeof item !== 'string') throw new Invalid(`“${key}” must be a list of texts.`)
    const line = cleanLine(item, longest)
    if (line !== '') lines.push(line)
  }
  return lines
}

/** A whole number from 0. */
export function countIn(fields: Fields, key: string): number | undefined {
  const value = fields[key]
  if (value === undefined || value === null) return undefined
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_COUNT) {
    return value as number
  }
  throw new Invalid(`“${key}” must be a whole number from 0 to ${LARGEST_COUNT}.`)
}

export function flagIn(fields: Fields, key: string): boolean | undefined {
  const value = fields[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  throw new Invalid(`“${key}” must be true or false.`)
}

/** 24 hexadecimal digits; anything else counts as not recorded. */
export function hexIdIn(fields: Fields, key: string): string | undefined {
  const value = fields[key]
  return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? value.toLowerCase() : undefined
}

/** An http or https address under a key; any other kind of address is left out. */
export function addressIn(fields: Fields, key: string): string | undefined {
  const raw = rawText(fields, key)
  return raw === undefined ? undefined : webAddress(raw)
}

/**
 * A recorded picture: an http or https address, or one within the site that recorded it (`/avatars/x.svg`), as it was
 * written. Only ever answered as data: here such an address leads nowhere.
 */
export function pictureIn(fields: Fields, key: string): string | undefined {
  const raw = rawText(fields, key)
  if (raw === undefined) return undefined
  return /^\/(?!\/)[\x21-\x7e]*$/.test(raw) && raw.length <= LONGEST_ADDRESS ? raw : webAddress(raw)
}

/** The http and https addresses of a list. */
export function addressesIn(fields: Fields, key: string): string[] {
  return linesIn(fields, key, LONGEST_ADDRESS)
    .map(webAddress)
    .filter((address) => address !== undefined)
}

/** As it was written, without stray white space around it; undefined for what is no http or https address. */
export function webAddress(raw: string): string | undefined {
  const text = raw.trim()
  if (text.length > LONGEST_ADDRESS || !/^https?:\/\//i.test(text)) return undefined
  const url = URL.parse(text)
  if (url === null || `${url.username}${url.password}` !== '') return undefined
  return /^[\x21-\x7e]+$/.test(text) ? text : url.href
}
