import { Invalid } from '../../errors.ts'

export const LONGEST_COMMENT = 20_000

/** What a member wrote, without what nobody sees and what turns the direction of the page. @throws Invalid */
export function readComment(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trimEnd()
    .replace(/^\n+/, '')
  if (!/[^\s\p{Cf}]/u.test(clean)) throw invalid('Write something first.')
  if (clean.length > LONGEST_COMMENT) {
    throw invalid(`A comment has at most ${LONGEST_COMMENT} characters; this one has ${clean.length}.`)
  }
  return clean
}

const invalid = (message: string) => new Invalid(message, { body: message })
