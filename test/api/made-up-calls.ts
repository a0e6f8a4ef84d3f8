// Calls made up from the document alone: values that its schemas allow, values that they don't, and hostile text.

import fc from 'fast-check'
import type { OpenApiDocument } from '../../src/web/api/openapi.ts'
import type { JsonSchema } from '../../src/web/api/parameters.ts'

export interface MadeUpCall {
  method: string
  path: string
  body: unknown
  /** Index of who asks; -1: nobody. */
  asker: number
}

interface Described {
  parameters: { name: string; in: 'query' | 'path'; required: boolean; schema: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
}

const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "'; drop table paper; --",
      '" or ""="',
      '%',
      '%25',
      '../../etc/passwd',
      '\0',
      '\ud800',
      '\r\nX-Evil: 1',
    ],
    ...[
      '<script>alert(1)</script>',
      '$\\alpha',
      '-1',
      '1e99',
      'NaN',
      '0x10',
      '99999999999999999999',
      'null',
      '{}',
    ],
    ...[
      '2026-02-30',
      '0000-00-00',
      '9999-12-31',
      '2026-W60',
      '\u202e',
      '𝔘'.repeat(40),
      'a'.repeat(300),
      ' ',
      '*',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
)

/** Calls of all operations; `ids` and `commentIds` are of things that are there. */
export function madeUpCalls(
  { paths }: OpenApiDocument,
  known: { ids: readonly string[]; commentIds: readonly string[]; askers: number },
): fc.Arbitrary<MadeUpCall> {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      madeUpCall({ method, path, ...(described as unknown as Described) }, known),
    ),
  )
  return fc.oneof(...calls)
}

function madeUpCall(
  call: Described & { method: string; path: string },
  { ids, commentIds, askers }: { ids: readonly string[]; commentIds: readonly string[]; askers: number },
): fc.Arbitrary<MadeUpCall> {
  const places: Record<string, readonly string[]> = { id: ids, commentId: commentIds }
  const values = call.parameters.map((parameter) => {
    const there = places[parameter.name]
    const good = there ? fc.constantFrom(...there) : fitting(parameter.schema).map(String)
    const value = mostly(good, hostile)
    // An empty part, or a dot, would be another address.
    if (parameter.in === 'path') return value.filter((text) => !/^\.{0,2}$/.test(text))
    return parameter.required ? mostly(value, fc.constant('')) : fc.option(value, { nil: undefined })
  })
  const schema = call.requestBody?.content['application/json'].schema
  return fc
    .record({
      values: fc.tuple(...values),
      body: schema ? mostly(bodies(schema, ids), fc.oneof(hostile, fc.jsonValue())) : fc.constant(undefined),
      asker: fc.integer({ min: -1, max: askers - 1 }),
    })
    .map(({ values: chosen, body, asker }) => ({
      ...{ method: call.method.toUpperCase(), body, asker },
      path: addressOf(call, chosen),
    }))
}

const mostly = <T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ arbitrary: good, weight: 4 }, { arbitrary: bad, weight: 1 })

function addressOf(
  { path, parameters }: Described & { path: string },
  values: readonly (string | undefined)[],
) {
  const query = new URLSearchParams()
  let address = path
  for (const [at, { name, in: place }] of parameters.entries()) {
    const value = values[at]
    if (value === undefined) continue
    if (place === 'query') query.append(name, value.toWellFormed())
    else address = address.replace(`{${name}}`, () => encodeURIComponent(value.toWellFormed()))
  }
  return query.size > 0 ? `${address}?${query}` : address
}

/** Objects that the schema allows, often about papers that are there. */
function bodies(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  const parts = Object.entries(properties).map(([name, of]) => [
    name,
    mostly(
      /Id$/.test(name) && !('pattern' in of) ? fc.constantFrom(...ids) : fitting(of),
      fc.oneof(hostile, fc.jsonValue()),
    ),
  ])
  return fc.record(Object.fromEntries(parts), { requiredKeys: required as never[] })
}

/** Values that a schema allows. */
function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const {
    type,
    enum: choices,
    minimum,
    maximum,
    pattern,
    minLength,
    maxLength,
    items,
    maxItems,
  } = schema as {
    type?: string
    enum?: unknown[]
    minimum?: number
    maximum?: number
    pattern?: string
    minLength?: number
    maxLength?: number
    items?: JsonSchema
    maxItems?: number
  }
  if (choices) return fc.constantFrom(...choices)
  if (type === 'integer') return fc.integer({ min: minimum ?? 0, max: Math.min(maximum ?? 100, 100) })
  if (type === 'array') return fc.array(fitting(items ?? {}), { maxLength: maxItems ?? 4 })
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc.string({ unit: 'grapheme', minLength: minLength ?? 0, maxLength: Math.min(maxLength ?? 60, 60) })
}
