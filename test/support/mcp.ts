// An agent before a site that listens on a port of this machine, with the client of the protocol's own library.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { makeApiToken } from '../../src/accounts/api-tokens.ts'
import type { Db } from '../../src/db/connect.ts'
import { routes } from '../../src/web/routes.ts'
import { atEnd } from './database.ts'
import { finderOfStore } from './local-finder.ts'
import { noon, type SiteFacts, siteOver } from './site.ts'

export interface AgentOptions {
  token?: string
  /** By the protocol of 2026-07-28, else by the one before. */
  modern?: boolean
  headers?: Record<string, string>
}

export interface AgentSite {
  url: URL
  agent(options?: AgentOptions): Promise<Client>
  /** One POST, as any program could send it. */
  post(body: string | object, headers?: Record<string, string>): Promise<Response>
}

/** The site over this store, with the real search and no limit of calls, on a port of 127.0.0.1. */
export async function agentSite(db: Db, facts: SiteFacts = {}): Promise<AgentSite> {
  const settings = { ALLOWED_HOSTS: '127.0.0.1', API_RATE: 'off', ...facts.settings }
  const site = siteOver(db, { finder: finderOfStore(db), ...facts, settings })
  // On a busy machine both ends of a connection that was idle would otherwise close it and use it at once.
  const serverOptions = { keepAliveTimeout: 120_000 }
  const server = createAdaptorServer({ fetch: site.fetch, serverOptions })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  const url = new URL(routes.mcp(), `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    url,
    agent: (options) => agentBefore(url, options),
    post: (body, headers = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { ...jsonHeaders, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

export const jsonHeaders = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
}

/** Connected to whatever answers at that address; closed when this test file is done. */
export async function agentBefore(url: URL, options: AgentOptions = {}): Promise<Client> {
  const client = await connectAgent(url, options)
  atEnd(() => client.close())
  return client
}

export async function connectAgent(
  url: URL,
  { token, modern = false, headers = {}, fetch }: AgentOptions & { fetch?: typeof globalThis.fetch },
): Promise<Client> {
  const mode = modern ? { pin: '2026-07-28' } : ('legacy' as const)
  const client = new Client({ name: 'test-agent', version: '1' }, { versionNegotiation: { mode } })
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  await client.connect(
    new StreamableHTTPClientTransport(url, {
      requestInit: { headers: { ...authorization, ...headers } },
      ...(fetch && { fetch }),
    }),
  )
  return client
}

export const aToken = (db: Db, memberId: string, ...scopes: string[]): Promise<string> =>
  makeApiToken(db, { memberId, name: 'agent', scopes }, Date.parse(noon))

export interface AgentAnswer {
  text: string
  data: Record<string, unknown>
}

/** What a tool answers; it must be no problem. The client has checked the data against the tool's schema. */
export async function answerOf(agent: Client, name: string, asked: object = {}): Promise<AgentAnswer> {
  const { isError, structuredContent, text } = await called(agent, name, asked)
  if (isError) throw new Error(`${name}: ${text}`)
  return { text, data: structuredContent as AgentAnswer['data'] }
}

/** Why a tool does not do what it was asked for. */
export async function problemOf(agent: Client, name: string, asked: object): Promise<string> {
  const { isError, text } = await called(agent, name, asked)
  if (!isError) throw new Error(`${name} did it: ${text}`)
  return text
}

async function called(agent: Client, name: string, asked: object) {
  const answer = await agent.callTool({ name, arguments: { ...asked } })
  const [first] = answer.content
  return { ...answer, text: first?.type === 'text' ? first.text : '' }
}
