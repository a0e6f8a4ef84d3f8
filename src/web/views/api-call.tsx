import type { JsonSchema } from '../api/parameters.ts'
import { schemaText } from '../api/schema-text.ts'
import { FoldTable } from './fold-table.tsx'

/** An operation as the document has it. */
export interface DescribedCall {
  method: string
  path: string
  operationId: string
  summary: string
  description?: string
  tags: string[]
  parameters: { name: string; in: string; description: string; required: boolean; schema: JsonSchema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content: Content }>
  'x-permission'?: string
  'x-scope'?: string
}

/** Of the shapes that the document names. */
type Names = readonly string[]

type Content = Record<'application/json', { schema: JsonSchema }>

/** What a call takes and answers, with an example for the shell. */
export function CallDescription({ call, base, names }: { call: DescribedCall; base: string; names: Names }) {
  const { method, path, operationId, summary, description, requestBody, responses } = call
  const scope = call['x-scope']
  return (
    <section class="api-call" aria-labelledby={operationId}>
      <h3 id={operationId}>{summary}</h3>
      <p class="api-address">
        <code>
          {method} {path}
        </code>
      </p>
      {description && <p>{asText(description)}</p>}
      {scope !== undefined && (
        <p>
          With a token; one with scopes needs <code>{scope}</code>.
        </p>
      )}
      <ParameterTable call={call} />
      <pre>
        <code>{exampleOf(call, base)}</code>
      </pre>
      {requestBody && (
        <Shape title="Body" schema={requestBody.content['application/json'].schema} names={names} />
      )}
      {responses[200] && (
        <Shape
          title={`Answer: ${responses[200].description}`}
          schema={responses[200].content['application/json'].schema}
          names={names}
        />
      )}
    </section>
  )
}

function ParameterTable({ call: { parameters, summary } }: { call: DescribedCall }) {
  if (parameters.length === 0) return null
  return (
    <FoldTable
      caption={`Parameters: ${summary}`}
      columns={[{ name: 'Parameter' }, { name: 'Value' }, { name: 'What it does' }]}
      rows={parameters.map(({ name, required, description, schema }) => ({
        key: name,
        head: <code>{name}</code>,
        cells: [valueText(schema, required), asText(description)],
      }))}
    />
  )
}

function Shape({ title, schema, names }: { title: string; schema: JsonSchema; names: Names }) {
  const text = schemaText(schema)
  const shown = <code>{linked(text, names)}</code>
  if (!text.includes('\n')) {
    return (
      <p>
        {title} {shown}
      </p>
    )
  }
  return (
    <>
      <p>{title}</p>
      <pre>{shown}</pre>
    </>
  )
}

/** A shape that many answers are made of. */
export function NamedShape({ name, schema, names }: { name: string; schema: JsonSchema; names: Names }) {
  return (
    <section class="api-call" aria-labelledby={name}>
      <h3 id={name}>{name}</h3>
      <pre>
        <code>{linked(schemaText(schema), names)}</code>
      </pre>
    </section>
  )
}

/** Names of shapes lead to them. */
function linked(text: string, names: Names) {
  const pieces = text.split(new RegExp(`\\b(${names.join('|')})\\b`))
  return pieces.map((piece, at) =>
    at % 2 === 1 ? (
      <a key={`${at}-${piece}`} href={`#${piece}`}>
        {piece}
      </a>
    ) : (
      piece
    ),
  )
}

function valueText(schema: JsonSchema, required: boolean): string {
  const { type, minimum, maximum, maxLength, default: otherwise, enum: choices, examples } = schema
  const kind = Array.isArray(choices)
    ? choices.join(' or ')
    : type === 'integer'
      ? `${minimum} to ${maximum}; ${otherwise} if absent`
      : Array.isArray(examples)
        ? `such as ${examples[0]}`
        : `up to ${maxLength} characters`
  return required ? `${kind}; required` : kind
}

/** What stands between backticks is code. */
const asText = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))

function exampleOf(call: DescribedCall, base: string): string {
  const { method, path, parameters, requestBody } = call
  const filled = path.replace('{id}', '2407.21783').replace('{commentId}', '692b7c1e5d3f4a0012345678')
  const query = parameters.some(({ name }) => name === 'q') ? '?q=small+language+models' : ''
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${base}${filled}${query}'`,
    ...(call['x-permission'] ? ["  -H 'Authorization: Bearer TOKEN'"] : []),
    ...(requestBody ? ["  -H 'Content-Type: application/json'", `  -d '${exampleBody(requestBody)}'`] : []),
  ].join(' \\\n')
}

const exampleValues: Record<string, string> = {
  comment: 'What does $k$ mean?',
  paperId: '2407.21783',
  arxivId: '2407.21783',
  claimAuthorId: '661508c74476535462a61577',
  projectPage: 'https://example.org/',
}

function exampleBody({ content }: NonNullable<DescribedCall['requestBody']>): string {
  const { properties } = content['application/json'].schema as { properties?: Record<string, unknown> }
  const names = Object.keys(properties ?? {}).filter((name) => name in exampleValues)
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, exampleValues[name]])))
}
