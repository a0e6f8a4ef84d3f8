import { Invalid } from '../errors.ts'

const LONGEST = 60

/**
 * The name that stands beside the handle; null for none. Characters that can't be seen, that turn the direction of
 * writing or that pile up marks are how people pretend to be others. @throws Invalid
 */
export function readDisplayName(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, '')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim()
  if (name === '') return null
  const problem = problemOf(name)
  if (problem === null) return name
  throw new Invalid(problem, { fullname: problem })
}

function problemOf(name: string): string | null {
  if ([...name].length > LONGEST) return `A name has at most ${LONGEST} characters.`
  if (!/\p{L}/u.test(name)) return 'A name has letters.'
  // ✓, ✔ and their like stand for claims that somebody checked.
  if (/[@\p{So}\p{Sk}]/u.test(name)) return 'A name has no signs such as @ or ✓.'
  return null
}
