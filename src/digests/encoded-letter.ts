// A letter as the parts of a message, encoded for the wire once for all who get the same. Only the link to what comes is
// each reader's own: it stands between soft line breaks, so that it is put in without encoding anything again.

import { randomBytes } from 'node:crypto'
import { type LetterFacts, writeLetter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'

export interface EncodedLetter {
  subject: string
  /** Text, then HTML, each with its headers. `preferences`: an address without anything that HTML escapes. */
  parts(preferences: string): Buffer[]
}

/** Of 60 to 90 kB each. */
const MOST_KEPT = 200

/** What distinguishes two letters apart from who gets them: of a paper its id is enough. */
const keyOf = (facts: SharedFacts): string =>
  JSON.stringify(facts, (_name, value) => (isPaper(value) ? value.id : value))

type SharedFacts = Omit<LetterFacts, 'preferences'>

const isPaper = (value: unknown): value is { id: string } =>
  typeof value === 'object' && value !== null && 'abstract' in value && 'id' in value

/** For one run of sending: the votes that a letter tells are those of its first reader. */
export function createLetterShelf() {
  const kept = new Map<string, EncodedLetter>()
  return async (facts: SharedFacts): Promise<EncodedLetter> => {
    const key = keyOf(facts)
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const letter = await encodeLetter(facts)
    kept.set(key, letter)
    return letter
  }
}

/** In place of the link: nothing that a paper says looks like it. */
const mark = `link-${randomBytes(12).toString('hex')}`

async function encodeLetter(facts: SharedFacts): Promise<EncodedLetter> {
  const { encode, wrap } = await import('nodemailer/lib/qp')
  const encoded = (text: string) => wrap(encode(text.replace(/\r?\n/g, '\r\n')))
  const pieces = (text: string) => text.split(mark).map(encoded)
  const letter = writeLetter({ ...facts, preferences: mark })
  const [text, html] = [pieces(letterText(letter)), pieces(letterHtml(letter))]
  return {
    subject: letter.subject,
    parts(preferences) {
      // A line that ends with `=` goes on in the next (RFC 2045, 6.7).
      const link = `=\r\n${encoded(preferences)}=\r\n`
      return [partOf('plain', text.join(link)), partOf('html', html.join(link))]
    },
  }
}

const partOf = (kind: 'plain' | 'html', body: string): Buffer =>
  Buffer.from(
    `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body}`,
  )
