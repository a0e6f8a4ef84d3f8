// Schemas of valibot as the library of the protocol takes them: they check, and describe themselves to clients.

import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'

export type ObjectSchema = v.GenericSchema<unknown, Record<string, unknown>>

type Described<Schema extends ObjectSchema> = StandardSchemaWithJSON<
  v.InferInput<Schema>,
  v.InferOutput<Schema>
>

/** The description is made once, not for each of the clients that ask for it. */
export function jsonSchemaOf<Schema extends ObjectSchema>(schema: Schema): Described<Schema> {
  const { '~standard': standard } = toStandardJsonSchema(schema)
  const { jsonSchema } = standard
  const made = new Map<string, Record<string, unknown>>()
  const keep = (key: 'input' | 'output') => (options: Parameters<typeof jsonSchema.input>[0]) => {
    const name = `${key} ${options.target}`
    const known = made.get(name) ?? jsonSchema[key](options)
    made.set(name, known)
    return known
  }
  return { '~standard': { ...standard, jsonSchema: { input: keep('input'), output: keep('output') } } }
}

/** For what models send: null where they don't want to say something, and characters that no database takes. */
export function sentSchemaOf<Schema extends ObjectSchema>(schema: Schema): Described<Schema> {
  const { '~standard': standard } = jsonSchemaOf(schema)
  return { '~standard': { ...standard, validate: (value) => standard.validate(cleaned(value)) } }
}

function cleaned(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(
    entries.map(([name, one]) => [
      name,
      typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '') : one,
    ]),
  )
}
