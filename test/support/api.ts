// The JSON API at its door. Every answer is checked against the document that describes it: its status is one that
// the call may have, its shape is the one described, without a key more, and without a null anywhere.

import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { makeApiToken } from '../../src/accounts/api-tokens.ts'
import type { Scope } from '../../src/accounts/roles.ts'
import type { Db } from '../../src/db/connect.ts'
import type { OpenApiDocument } from '../../src/web/api/openapi.ts'
import type { Web } from '../../src/web/create-web.ts'
import { type TestMember, testOrigin } from './members.ts'
import { noon, type SiteFacts, siteOver } from './site.ts'

export interface Asking {
  token?: string
  /** Sent as JSON; a string goes as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export interface Told {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
  headers: Headers
}

export interface ApiDoor {
  db: Db
  site: Web
  document: OpenApiDocument
  ask(method: string, path: string, asking?: Asking): Promise<Told>
  /** What a reading call answers when all is well. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  read(path: string, token?: string): Promise<any>
}

export async function apiDoor(db: Db, facts: SiteFacts = {}): Promise<ApiDoor> {
  const site = siteOver(db, { ...facts, settings: { API_RATE: 'off', ...facts.settings } })
  const document = (await (await send(site, 'GET', '/api/openapi.json')).json()) as OpenApiDocument
  const check = answerCheck(document)
  const ask: ApiDoor['ask'] = async (method, path, asking) => {
    const response = await send(site, method, path, asking)
    const body = JSON.parse(await response.text())
    const told = { status: response.status, body, headers: response.headers }
    check(method, path, told)
    return told
  }
  return {
    ...{ db, site, document, ask },
    read: async (path, token) => {
      const { status, body } = await ask('GET', path, token === undefined ? {} : { token })
      assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
      return body
    },
  }
}

/** As a program does: no cookie, no page. */
export async function send(
  site: Web,
  method: string,
  path: string,
  { token, body, headers }: Asking = {},
): Promise<Response> {
  return site.request(`${testOrigin}${path}`, {
    method,
    headers: {
      host: '127.0.0.1:8080',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

export const tokenFor = (db: Db, { id }: Pick<TestMember, 'id'>, ...scopes: Scope[]): Promise<string> =>
  makeApiToken(db, { memberId: id, name: 'a program', scopes }, Date.parse(noon))

/** Fails where an answer isn’t what the document says of the call. */
function answerCheck(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  const components = closed(document.components)
  const compiled = new Map<string, ValidateFunction>()
  const calls = Object.entries(document.paths)
    .map(([path, methods]) => ({ path, methods, pattern: patternOf(path) }))
    // `/api/papers/search` is no paper.
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length || b.path.length - a.path.length)
  return (method: string, address: string, { status, body, headers }: Told): void => {
    const { pathname } = new URL(address, testOrigin)
    const at = `${method} ${address} → ${status}`
    assertNoNull(body, at)
    if (status >= 400) assertProblem(at, body, headers)
    const call = calls.find(
      ({ pattern, methods }) => pattern.test(pathname) && method.toLowerCase() in methods,
    )
    if (!call) {
      assert.ok([400, 401, 404, 405].includes(status), `${at}: an answer of no described call`)
      return
    }
    const { responses } = call.methods[method.toLowerCase()] as unknown as Described
    const described = responses[status]
    assert.ok(described, `${at}: the document doesn’t say so: ${JSON.stringify(body)}`)
    const key = `${method} ${call.path} ${status}`
    const { schema } = described.content['application/json']
    const validate = compiled.get(key) ?? ajv.compile({ ...(closed(schema) as object), components })
    compiled.set(key, validate)
    assert.ok(validate(body), `${at}: ${ajv.errorsText(validate.errors)}`)
  }
}

interface Described {
  responses: Record<number, { content: { 'application/json': { schema: object } } }>
}

/** The id of a paper may hold slashes. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('{id}', '.+').replace(/\{\w+\}/g, '[^/]+')}$`)

/** What isn’t described is wrong: clients may meet more, answers of ours hold no more. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return 'properties' in inner ? { ...inner, additionalProperties: false } : inner
}

function assertNoNull(value: unknown, at: string): void {
  if (value === null) assert.fail(`${at}: null, where a key should be absent`)
  if (typeof value === 'object') for (const one of Object.values(value)) assertNoNull(one, at)
}

function assertProblem(at: string, body: { error?: unknown }, headers: Headers): void {
  assert.match(String(body.error), /\S/, at)
  assert.match(headers.get('x-error-code') ?? '', /^[A-Za-z]+$/, at)
  assert.match(headers.get('x-error-message') ?? '', /^[\x20-\x7e]+$/, at)
  assert.equal(headers.get('cache-control')?.includes('no-'), true, at)
}
