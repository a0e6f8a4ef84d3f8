import { Invalid } from '../errors.ts'

/** What somebody typed of some lines, without control and direction characters; undefined where nothing is left. @throws Invalid */
export function readPlainText(text: string, field: string, longest: number): string | undefined {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/gu, '')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (plain.length > longest) {
    const problem = `must be at most ${longest} characters, not ${plain.length}`
    throw new Invalid(`The ${field} ${problem}.`, { [field]: problem })
  }
  return plain === '' ? undefined : plain
}
