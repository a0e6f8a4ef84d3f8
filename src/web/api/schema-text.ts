import type { JsonSchema } from './parameters.ts'

/** A schema of the document as TypeScript writes the type; shapes that have a name stand by it. */
export function schemaText(schema: JsonSchema, indent = ''): string {
  const { type, properties, items, enum: choices, const: only, $ref: reference } = schema as SchemaParts
  if (reference !== undefined) return reference.replace(/^.*\//, '')
  if (only !== undefined) return JSON.stringify(only)
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ')
  if (type === 'array') return `${inGroup(schemaText(items ?? {}, indent))}[]`
  if (type === 'object' && properties) return objectText(schema as SchemaParts, indent)
  if (type === 'object') return 'Record<string, string>'
  if (type === 'integer' || type === 'number') return 'number'
  return typeof type === 'string' ? type : 'unknown'
}

interface SchemaParts {
  $ref?: string
  type?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  enum?: unknown[]
  const?: unknown
}

function objectText({ properties = {}, required = [] }: SchemaParts, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${inner}${name}${mark}: ${schemaText(schema, inner)}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

const inGroup = (text: string): string => (text.includes(' | ') && !text.startsWith('{') ? `(${text})` : text)
