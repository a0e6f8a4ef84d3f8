import type { GenericSchema } from 'valibot'
import * as v from 'valibot'
import { Invalid } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { readBody } from '../handlers/form.ts'

/** The body as its schema says; nothing sent is an empty object. @throws Invalid */
export async function readJson<B>(c: Ctx, schema: GenericSchema<unknown, B>): Promise<B> {
  const text = await readBody(c, 'body')
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
