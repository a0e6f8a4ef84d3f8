// Forms as browsers send them: fields of text, each at most once, within limits.

import { Invalid } from '../../errors.ts'
import type { Ctx } from '../environment.ts'

/** A comment of 20,000 characters, each encoded as nine, and then some. */
const MOST_BYTES = 256_000
const MOST_FIELDS = 60

export class Form {
  readonly #fields: URLSearchParams

  constructor(fields: URLSearchParams) {
    this.#fields = fields
  }

  /** One line, without white space around it; empty where it wasn't sent. */
  line(name: string, longest = 300): string {
    const text = this.text(name, longest).trim()
    if (/[\r\n]/.test(text)) throw new Invalid(`“${name}” must be one line.`, { [name]: 'must be one line' })
    return text
  }

  /** As it was typed; line ends are `\n`. Null characters, which PostgreSQL can't keep, are left out. */
  text(name: string, longest: number): string {
    const text = (this.#fields.get(name) ?? '').replace(/\r\n?/g, '\n').replaceAll('\0', '')
    if (text.length <= longest) return text
    const problem = `must be at most ${longest} characters, not ${text.length}`
    throw new Invalid(`“${name}” ${problem}.`, { [name]: problem })
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }
}

/** @throws Invalid for anything that no form of ours sends. */
export async function readForm(c: Ctx): Promise<Form> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(type)) {
    throw new Invalid('Send the fields of a form (application/x-www-form-urlencoded).')
  }
  const body = await readBody(c)
  const fields = new URLSearchParams(body)
  if (fields.size > MOST_FIELDS) throw new Invalid('The form has more fields than any of ours.')
  return new Form(fields)
}

/** Whatever its type; `what` it is called where it is too large. @throws Invalid */
export async function readBody(c: Ctx, what = 'form'): Promise<string> {
  const tooLarge = () => new Invalid(`The ${what} is larger than ${MOST_BYTES / 1000} kB.`)
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
