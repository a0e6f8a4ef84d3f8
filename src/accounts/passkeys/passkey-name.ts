import { Invalid } from '../../errors.ts'

const LONGEST = 60

/** What its owner calls it, on one line. @throws Invalid */
export function readPasskeyName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  if (name !== '' && [...name].length <= LONGEST) return name
  const problem = `has 1 to ${LONGEST} characters`
  throw new Invalid(`Give the passkey a name that ${problem}, such as “my phone”.`, { name: problem })
}
