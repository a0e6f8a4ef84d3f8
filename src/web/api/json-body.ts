import type { GenericSchema } from 'valibot'
import * as v from 'valibot'
import { Invalid } from '../../errors.ts'
import type { Ctx } from '../environment.ts'

/** A comment of 20,000 characters, each written as six, and then some. */
const MOST_BYTES = 256_000

/** The body as its schema says; nothing sent is an empty object. @throws Invalid */
export async function readJson<B>(c: Ctx, schema: GenericSchema<unknown, B>): Promise<B> {
  const text = await readBody(c)
  if (text !== '' && !/^application\/([\w.+-]+\+)?json(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Invalid('Send JSON, with “Content-Type: application/json”.')
  }
  const result = v.safeParse(schema, text === '' ? {} : parse(text))
  if (result.success) return result.output
  const fields = Object.fromEntries(
    result.issues.map((issue) => [v.getDotPath(issue) ?? 'body', problemOf(issue)]),
  )
  const [[field, problem] = ['body', 'is wrong']] = Object.entries(fields)
  throw new Invalid(`“${field}” ${problem}.`, fields)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Invalid('The body is no JSON.')
  }
}

async function readBody(c: Ctx): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Invalid(`The body is larger than ${MOST_BYTES / 1000} kB.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Completes “The field …”. */
function problemOf({ type, kind, requirement, received, expected }: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'is missing'
  if (type === 'min_length') return 'must not be empty'
  if (type === 'max_length') return `must not be longer than ${requirement}`
  if (kind === 'schema') return `must be ${nameOf[expected ?? ''] ?? expected}, not ${received.slice(0, 40)}`
  return 'has not the form that is described'
}

const nameOf: Record<string, string> = {
  string: 'a text',
  Array: 'a list',
  Object: 'an object',
  number: 'a number',
}
