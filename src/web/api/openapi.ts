// The document that describes the API, made from its operations: OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).

import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { permissions } from '../../accounts/permissions.ts'
import type { Answer, Operation } from './operation.ts'
import type { JsonSchema } from './parameters.ts'
import { namedSchemas } from './schemas/named.ts'

export interface DocumentFacts {
  /** Name of the site. */
  title: string
  version: string
  /** Address of the site, without a slash at its end. */
  base: string
}

export interface OpenApiDocument {
  openapi: '3.1.0'
  info: object
  servers: object[]
  tags: object[]
  paths: Record<string, Record<string, object>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object }
}

export function openApiDocument(
  operations: readonly Operation[],
  { title, version, base }: DocumentFacts,
): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of operations) {
    const path = paths[operation.path] ?? {}
    path[operation.method.toLowerCase()] = describe(operation)
    paths[operation.path] = path
  }
  return {
    openapi: '3.1.0',
    info: { title: `${title}: API`, version, description: introduction },
    servers: [{ url: base }],
    tags: ['Lists', 'Papers', 'Discussion', 'Writing'].map((name) => ({ name })),
    paths,
    components: {
      schemas: toJsonSchemaDefs(namedSchemas, conversion) as unknown as Record<string, JsonSchema>,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

const introduction =
  'Times are `YYYY-MM-DDTHH:MM:SS.mmmZ`, UTC. Keys without a value are absent, never null; keys may be added. ' +
  'Reading needs no token. Lists go on at the address in their header `Link`.'

function describe(operation: Operation): object {
  const { id, summary, description, tag, needs, body } = operation
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    parameters: describeParameters(operation),
    ...(body && { requestBody: { required: true, content: jsonContent(schemaOf(body)) } }),
    responses: describeAnswers(operation),
    // Whoever reads may say who they are: their own votes are told, and calls are counted for them alone.
    security: needs ? [{ token: [] }] : [{}, { token: [] }],
    ...(needs && {
      'x-permission': needs,
      ...(permissions[needs].scope === null ? {} : { 'x-scope': permissions[needs].scope }),
    }),
  }
}

const describeParameters = ({ parameters }: Operation): object[] =>
  Object.entries(parameters).map(([name, { in: place, description, required, schema }]) => ({
    ...{ name, in: place, description, required, schema },
    // An id with slashes stands as it is.
    ...(name === 'id' && place === 'path' && { 'x-allow-slashes': true }),
  }))

function describeAnswers({ answer, refusals, needs }: Operation): object {
  const statuses = [400, 401, ...(needs ? [403] : []), ...refusals, 429, 503].sort()
  return {
    200: {
      description: answer.description,
      ...(headersOf(answer) && { headers: headersOf(answer) }),
      content: jsonContent(schemaOf(answer.schema)),
    },
    ...Object.fromEntries(
      statuses.map((status) => [
        status,
        {
          description: refusalTexts[status],
          content: jsonContent({ $ref: '#/components/schemas/Problem' }),
        },
      ]),
    ),
  }
}

function headersOf({ paged, counted }: Answer): object | undefined {
  if (!paged && !counted) return undefined
  return {
    ...(paged && { Link: { description: 'The next part, `rel="next"`.', schema: { type: 'string' } } }),
    ...(counted && { 'X-Total-Count': { description: 'Papers that match.', schema: { type: 'integer' } } }),
  }
}

const refusalTexts: Record<number, string> = {
  400: 'Something in the request can’t be read; `fields` says which.',
  401: 'A token that is not known; or none, where one is needed.',
  403: 'The token’s member, or the token, may not do this.',
  404: 'There is no such paper or comment.',
  409: 'The state of things does not allow it; the sentence says why.',
  429: 'Too many calls; `Retry-After` says when to try again.',
  503: 'The store or the search can’t be asked at this moment.',
}

const jsonContent = (schema: JsonSchema) => ({ 'application/json': { schema } })

const conversion: Omit<ConversionConfig, 'definitions'> = {
  target: 'draft-2020-12',
  typeMode: 'input',
  ignoreActions: ['trim'],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
}

function schemaOf(schema: GenericSchema): JsonSchema {
  const {
    $schema: _,
    $defs: __,
    ...rest
  } = toJsonSchema(schema, { ...conversion, definitions: namedSchemas })
  return rest as JsonSchema
}
