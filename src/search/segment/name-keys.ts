// How names of authors are compared: their words folded, by the first word or by the last.

import { wordsOf } from '../text/analyze.ts'

/** `jean luc o brien` for Jean-Luc O’Brien. */
export const nameKey = (name: string): string =>
  wordsOf(name)
    .map(({ folded }) => folded)
    .join(' ')

/** `lovelace ada king` for Ada King Lovelace. */
export function lastNameKey(name: string): string {
  const key = nameKey(name)
  const space = key.lastIndexOf(' ')
  return space < 0 ? key : `${key.slice(space + 1)} ${key.slice(0, space)}`
}
