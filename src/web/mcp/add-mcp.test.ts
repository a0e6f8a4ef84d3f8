// The door of `/mcp`: what may come in, from where, how large and how often.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { agentPapers, filledForAgents as filled } from '../../../test/support/agent-papers.ts'
import { openMigrated } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { agentSite, answerOf } from '../../../test/support/mcp.ts'
import { siteOver } from '../../../test/support/site.ts'
import { routes } from '../routes.ts'

type Settings = Parameters<typeof agentSite>[1]

const openAgentSite = async (facts: Settings = {}) => {
  const { db } = await openMigrated('sqlite')
  return agentSite(await filled(db), { finder: finderOver(agentPapers), ...facts })
}

const ask = (method: string, params: object = {}, id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
})
const list = ask('tools/list')

describe('methods', () => {
  test('but POST are refused: there is no session to listen to or to end', async () => {
    const site = await openAgentSite()
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const answer = await fetch(site.url, { method, headers: { accept: 'text/event-stream' } })
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'OPTIONS, POST'])
      assert.match(((await answer.json()) as { error: string }).error, /only by/)
    }
  })
})

describe('origins', () => {
  const answers = async (origin: string, facts: Settings = {}) => {
    const site = await openAgentSite(facts)
    const headers = { origin, 'access-control-request-method': 'POST' }
    const preflight = await fetch(site.url, { method: 'OPTIONS', headers })
    const posted = await site.post(list, { origin })
    assert.equal(posted.status === 200, preflight.status === 204)
    assert.equal(posted.headers.get('access-control-allow-origin'), posted.ok ? origin : null)
    assert.doesNotMatch(preflight.headers.get('access-control-allow-headers') ?? '', /authorization|\*/i)
    assert.equal(preflight.headers.get('access-control-allow-credentials'), null)
    return posted.status
  }

  test('of this site and this machine may ask, others may not', async () => {
    for (const origin of ['http://127.0.0.1:8080', 'http://localhost:6274', 'http://[::1]:5173'])
      assert.equal(await answers(origin), 200)
    const foreign = [
      'https://evil.example',
      'null',
      'http://127.0.0.1.evil.example',
      'http://localhost.evil.example',
      'file://',
      'x',
      'ftp://localhost',
    ]
    for (const origin of foreign) assert.equal(await answers(origin), 403, origin)
  })

  test('are those of PUBLIC_URL and ALLOWED_HOSTS, too', async () => {
    const settings = { PUBLIC_URL: 'https://papers.example', ALLOWED_HOSTS: '127.0.0.1,other.example' }
    for (const origin of ['https://papers.example', 'https://other.example'])
      assert.equal(await answers(origin, { settings }), 200)
    assert.equal(await answers('https://papers.example.evil.example', { settings }), 403)
  })

  test('don’t help where the host is another’s: DNS rebinding', async () => {
    const { db } = await openMigrated('sqlite')
    const headers = {
      host: 'evil.example:8080',
      origin: 'http://evil.example:8080',
      'content-type': 'application/json',
    }
    const answer = await siteOver(db).request(`http://127.0.0.1:8080${routes.mcp()}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(list),
    })
    assert.equal(answer.status, 421)
  })
})

describe('requests that are none', () => {
  const refusals: [string, string, number, RegExp, Record<string, string>?][] = [
    ['no JSON', '{', 400, /not JSON/],
    ['nothing', '', 400, /not JSON/],
    ['a number', '7', 400, /./],
    ['null', 'null', 400, /./],
    ['an empty batch', '[]', 400, /1 to 20/],
    [
      'a batch of 1,000',
      JSON.stringify(Array.from({ length: 1_000 }, (_, id) => ask('tools/list', {}, id))),
      400,
      /1 to 20/,
    ],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, /levels deep/],
    [
      'deep arguments',
      JSON.stringify(
        ask('tools/call', { name: 'vote', arguments: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) }),
      ),
      400,
      /levels deep/,
    ],
    [
      'too much',
      JSON.stringify(ask('tools/call', { name: 'comment', arguments: { text: 'x'.repeat(300_000) } })),
      413,
      /256 kB/,
    ],
    ['no version of JSON-RPC', JSON.stringify({ id: 1, method: 'tools/list' }), 400, /./],
    ['a form', 'a=b', 415, /application\/json/, { 'content-type': 'application/x-www-form-urlencoded' }],
    [
      'an unknown protocol',
      JSON.stringify(list),
      400,
      /protocol version/i,
      { 'mcp-protocol-version': '1999-01-01' },
    ],
    ['an answer that nobody can read', JSON.stringify(list), 406, /./, { accept: 'text/html' }],
    ['a wish to listen', JSON.stringify(ask('subscriptions/listen')), 400, /no stream open/],
  ]
  for (const [what, body, status, message, headers = {}] of refusals) {
    test(`${what}: ${status}`, async () => {
      const site = await openAgentSite()
      const answer = await site.post(body, headers)
      const { error } = (await answer.json()) as { error: { code: number; message: string } }
      assert.equal(answer.status, status, JSON.stringify(error))
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /\/work|node_modules|\.ts\b/)
      assert.equal(answer.headers.get('mcp-session-id'), null)
    })
  }

  test('a stream without an end is cut off', async () => {
    const site = await openAgentSite()
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 64_000
        controller.enqueue(new Uint8Array(64_000).fill(32))
      },
    })
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    const status = await fetch(site.url, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit).then(
      (answer) => answer.status,
      () => 413,
    )
    assert.equal(status, 413)
    assert.ok(sent < 20_000_000, `${sent} bytes`)
  })
})

test('a batch of the old protocol is answered one by one, a notification by nothing', async () => {
  const site = await openAgentSite()
  const batch = [
    ask('tools/list', {}, 'a'),
    ask('tools/call', { name: 'trending', arguments: {} }, 'b'),
    ask('nothing/such', {}, 'c'),
  ]
  const answers = (await (await site.post(batch)).json()) as {
    id: string
    result?: object
    error?: { code: number }
  }[]
  assert.deepEqual(answers.map(({ id, error }) => [id, error?.code]).sort(), [
    ['a', undefined],
    ['b', undefined],
    ['c', -32_601],
  ])
  const told = await site.post({ jsonrpc: '2.0', method: 'notifications/initialized' })
  assert.deepEqual([told.status, await told.text()], [202, ''])
})

test('a batch with the same id twice, or one that is taken back, keeps nobody waiting', {
  timeout: 20_000,
}, async () => {
  const site = await openAgentSite()
  const search = ask('tools/call', { name: 'search_papers', arguments: { query: 'x' } }, 'a')
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'a' } }
  assert.equal((await site.post([search, ask('tools/list', {}, 'a')])).status, 200)
  assert.equal((await site.post([search, cancelled])).status, 400)
  assert.equal((await site.post(cancelled)).status, 202)
})

test('API_RATE holds here, too', async () => {
  const site = await openAgentSite({ settings: { API_RATE: '3/300' } })
  const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await site.post(list)).status))
  assert.deepEqual(statuses.sort(), [200, 200, 200, 429])
  const refused = await site.post(list)
  assert.match(refused.headers.get('retry-after') ?? '', /^\d+$/)
})

test('fifty agents at once are served, each its own answer', async () => {
  const site = await openAgentSite()
  const agents = await Promise.all(
    Array.from({ length: 50 }, (_, at) => site.agent({ modern: at % 2 === 0 })),
  )
  await Promise.all(
    agents.map(async (agent, at) => {
      const id = agentPapers[at % agentPapers.length]?.id
      assert.equal((await answerOf(agent, 'read_paper', { id })).data.id, id)
    }),
  )
})

test('tools answer whatever they are asked with, and never by a bug', async () => {
  const bugs: object[] = []
  const log = { debug() {}, info() {}, warn() {}, error: (details: object) => void bugs.push(details) }
  const site = await openAgentSite({ log })
  const agent = await site.agent()
  const { tools } = await agent.listTools()
  const names = fc.oneof(
    fc.constantFrom(...tools.map(({ name }) => name)),
    fc.constantFrom('__proto__', 'constructor', 'toString', ''),
  )
  const keys = fc.constantFrom(
    ...new Set(tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}))),
    '__proto__',
    'x',
  )
  const value = fc.oneof(
    fc.constantFrom(
      '2603.00001',
      '2026-03-03',
      'day',
      'cs.CL',
      'up',
      '0',
      '\0',
      'doi:10.1/\0',
      '\ud800',
      '2026-W99',
      'a"b',
      '%00',
      '1.x.y',
      '9.1.\0',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.integer(),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const asked = fc.dictionary(keys, value, { maxKeys: 5 })
  await fc.assert(
    fc.asyncProperty(names, asked, async (name, args) => {
      const answer = await site.post(ask('tools/call', { name, arguments: args }))
      const { result, error } = (await answer.json()) as {
        result?: { content: { text: string }[] }
        error?: { code: number }
      }
      assert.equal(answer.status, 200)
      assert.ok(result ? result.content.length === 1 : error?.code === -32_602, JSON.stringify(error))
      assert.deepEqual(bugs, [], `${name} ${JSON.stringify(args)}`)
    }),
    { numRuns: 300 },
  )
})
