// Handles, the names in `/@NAME`: short, plain, and none that could be taken for another's.

import { createHash } from 'node:crypto'
import { Invalid } from '../errors.ts'

const form = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,38}$/i

/** Words that a site's own voice or addresses might use. */
const reservedWords =
  `admin administrator moderator curator root system support help about settings api mcp null undefined me you
   everyone all here channel editor owner staff team broadsheet security abuse postmaster webmaster noreply`.split(
    /\s+/,
  )

/** No word may be written so that it looks like one of them, either: `adm1n`. */
const reserved = () => new Set(reservedWords.map(likeness))

/** @throws Invalid where it is no handle; whether somebody has it is another question. */
export function readHandle(text: string): string {
  const name = text.trim().replace(/^@/, '')
  const problem = problemOf(name)
  if (problem === null) return name
  throw new Invalid(problem, { name: problem })
}

function problemOf(name: string): string | null {
  if (name === '') return 'Choose a name.'
  if (!form.test(name)) {
    return 'A name has 2 to 39 letters from a to z, digits and single dashes inside, such as ada-example.'
  }
  return reserved().has(likeness(name)) ? `The name ${name} is reserved. Choose another.` : null
}

/**
 * What looks alike when read in a hurry is the same name, taken one after the other: `Ada-1` and `ada-l`, `a-da` and
 * `ada`. The index person_by_likeness of the store says the same.
 */
const lookAlikes: readonly (readonly [string, string])[] = [
  ...(['-', '_', '.', ' '] as const).map((sign) => [sign, ''] as const),
  ['rn', 'm'],
  ['vv', 'w'],
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['5', 's'],
  ['8', 'b'],
  ['2', 'z'],
]

/** Equal for handles that could be taken for each other. */
export const likeness = (name: string): string =>
  lookAlikes.reduce((text, [from, to]) => text.replaceAll(from, to), name.normalize('NFKC').toLowerCase())

/** The same of a column that holds names in lower case, as SQL of both databases. */
export const likenessSql = (column: string): string =>
  lookAlikes.reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, column)

/** Keeps the name of somebody who left from being taken, without keeping the name. */
export const hiddenLikeness = (like: string): string =>
  `gone ${createHash('sha256').update(like).digest('hex')}`
