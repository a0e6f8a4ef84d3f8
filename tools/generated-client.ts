// The client's types and methods, written from the document that describes the API.

import { type OpenApiDocument, openApiDocument } from '../src/web/api/openapi.ts'
import { operationsOf } from '../src/web/api/operations.ts'
import type { JsonSchema } from '../src/web/api/parameters.ts'
import { schemaText } from '../src/web/api/schema-text.ts'
import type { WebDependencies } from '../src/web/environment.ts'

const GENERATED = '// Written by `npm run client` from the API: change that, not this file.'

/** As the document has it. */
interface Described {
  operationId: string
  summary: string
  description?: string
  parameters: { name: string; in: 'query' | 'path'; required: boolean; schema: JsonSchema }[]
  requestBody?: { content: Content }
  responses: { 200: { headers?: { Link?: object }; content: Content } }
}

type Content = Record<'application/json', { schema: JsonSchema }>

/** No handler is called: what the site is made of isn’t needed. */
const documentOfApi = (): OpenApiDocument =>
  openApiDocument(operationsOf({} as WebDependencies), { title: '', version: '', base: '' })

/** src/client/generated/shapes.ts */
export function clientShapes(): string {
  const shapes = Object.entries(documentOfApi().components.schemas).map(
    ([name, schema]) => `export interface ${name} ${schemaText(schema)}`,
  )
  return `${GENERATED}\n\n${shapes.join('\n\n')}\n`
}

/** src/client/generated/calls.ts */
export function clientCalls(): string {
  const { paths, components } = documentOfApi()
  const methods = Object.entries(paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath).map(([method, described]) =>
      methodText(method.toUpperCase(), path, described as unknown as Described),
    ),
  )
  const text = methods.join('\n\n')
  const used = Object.keys(components.schemas).filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  return `${GENERATED}

import type { Listing } from '../listing.ts'
import { type CallOptions, pathPart, Requests } from '../request.ts'
import type { ${used.sort().join(', ')} } from './shapes.ts'

export class Calls extends Requests {
${text}
}
`
}

function methodText(method: string, path: string, call: Described): string {
  const { operationId, requestBody, responses } = call
  const [places, query] = [ofPlace(call, 'path'), ofPlace(call, 'query')]
  const parameters = [
    ...places.map(({ name }) => `${name}: string`),
    ...(requestBody ? [`body: ${schemaText(bodyOf(requestBody.content), '  ')}`] : []),
    ...(query.length > 0 ? [queryText(query)] : []),
    'options?: CallOptions',
  ]
  const asked = [...(requestBody ? ['body'] : []), ...(query.length > 0 ? ['query'] : [])]
  const address = path.replace(/\{(\w+)\}/g, (_, name) => `\${pathPart(${name})}`)
  const literal = address === path ? `'${path}'` : `\`${address}\``
  const answer = schemaText(bodyOf(responses[200].content), '  ')
  const isPaged = responses[200].headers?.Link !== undefined
  const [returned, made] = isPaged
    ? [`Listing<${answer.slice(0, -2)}>`, `this.list(${literal}, `]
    : [`Promise<${answer}>`, `this.one('${method}', ${literal}, `]
  return `${commentText(call)}
  ${operationId}(${parameters.join(', ')}): ${returned} {
    return ${made}${asked.length > 0 ? `{ ${asked.join(', ')} }` : '{}'}, options)
  }`
}

const bodyOf = (content: Content): JsonSchema => content['application/json'].schema

const ofPlace = ({ parameters }: Described, place: 'query' | 'path') =>
  parameters.filter((parameter) => parameter.in === place)

/** May be left out where nothing in it is required. */
function queryText(query: Described['parameters']): string {
  const parts = query.map(({ name, required, schema }) =>
    required ? `${name}: ${schemaText(schema)}` : `${name}?: ${schemaText(schema)} | undefined`,
  )
  const isRequired = query.some(({ required }) => required)
  return `query: { ${parts.join('; ')} }${isRequired ? '' : ' = {}'}`
}

const commentText = ({ summary, description }: Described): string =>
  `  /** ${[summary, description]
    .filter((text) => text !== undefined)
    .map((text) => `${text.replace(/\.$/, '')}.`)
    .join(' ')} */`
