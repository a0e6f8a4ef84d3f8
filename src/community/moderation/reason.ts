import { Invalid } from '../../errors.ts'

export const LONGEST_REASON = 500

/** Why something was reported or done: a line or a few, without control characters. @throws Invalid */
export function readReason(text: string): string {
  const reason = text
    .normalize('NFC')
    .replace(/[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (reason === '') throw new Invalid('Say why, in a sentence.', { reason: 'must say why' })
  if (reason.length <= LONGEST_REASON) return reason
  const problem = `must be at most ${LONGEST_REASON} characters, not ${reason.length}`
  throw new Invalid(`The reason ${problem}.`, { reason: problem })
}
