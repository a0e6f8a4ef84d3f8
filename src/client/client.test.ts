import assert from 'node:assert/strict'
import { test } from 'node:test'
import { send, tokenFor } from '../../test/support/api.ts'
import { fillApiStore, fullPaper, oldPaper, someRecords } from '../../test/support/api-store.ts'
import { openMigrated } from '../../test/support/database.ts'
import { finderOver } from '../../test/support/finder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import { ApiError } from './api-error.ts'
import { type Client, type ClientOptions, createClient } from './client.ts'

/** A client whose network ends at the door of a site. */
async function atDoor(options: ClientOptions = {}) {
  const { db } = await openMigrated('sqlite')
  const people = await fillApiStore(db)
  const site = siteOver(db, { finder: finderOver(someRecords), settings: { API_RATE: 'off' } })
  const asked: string[] = []
  const fetch = async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(String(address))
    asked.push(`${init.method} ${pathname}${search}`)
    const headers = Object.fromEntries(new Headers(init.headers))
    return send(site, init.method ?? 'GET', pathname + search, {
      headers,
      ...(init.body ? { body: String(init.body) } : {}),
    })
  }
  const clientWith = (more: ClientOptions) => createClient('http://papers.example', { fetch, ...more })
  return { db, ...people, asked, client: clientWith(options), clientWith }
}

/** A client whose site gives these answers, one after the other. */
function scripted(answers: (() => Response | Promise<Response>)[], options: ClientOptions = {}) {
  let asked = 0
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    init?.signal?.throwIfAborted()
    const answer = answers[Math.min(asked++, answers.length - 1)]
    assert.ok(answer)
    return answer()
  }
  const client = createClient('http://papers.example', {
    fetch: fetch as typeof globalThis.fetch,
    ...options,
  })
  return { client, times: () => asked }
}

const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ error: 'Not now.' }), {
      status,
      headers: { 'x-error-code': 'Busy', ...headers },
    })
const fine = () => Response.json({ models: [], datasets: [], spaces: [] })
const repos = (client: Client) => client.getPaperRepositories('2603.00001')

test('each call has its method', async () => {
  const { client, clientWith, db, curator } = await atDoor()
  const [item] = await client.listDailyPapers({ date: '2026-03-03' })
  assert.equal(item?.paper.id, fullPaper.id)
  assert.equal((await client.getPaper(oldPaper.id)).id, 'cs/0112017')
  assert.equal((await client.getPaper(fullPaper.id, { field: 'comments' })).comments?.length, 0)
  assert.equal((await client.searchPapers({ q: 'gardens', limit: 1 })).length, 1)
  assert.ok((await client.listSimilarPapers(fullPaper.id)).length > 0)
  assert.equal((await client.getPaperRepositories('cs/0112017')).models.length, 0)
  const own = clientWith({ token: await tokenFor(db, curator) })
  assert.deepEqual(await own.upvotePaper(oldPaper.id), { upvoted: true, upvotes: 1 })
  assert.deepEqual(await own.takeBackUpvote(oldPaper.id), { upvoted: false, upvotes: 0 })
  const { newMessage } = await own.commentOnPaper(oldPaper.id, { comment: 'Is this still so?' })
  const reply = await own.replyToComment(oldPaper.id, newMessage.id, { comment: 'It is, I looked.' })
  assert.equal(reply.newMessage.replyTo, newMessage.id)
  const linked = await own.setPaperLinks(oldPaper.id, { projectPage: 'https://example.org/old' })
  assert.equal(linked.projectPage, 'https://example.org/old')
})

test('a list is its first part when awaited, and all of its parts when gone through', async () => {
  const { client, asked, db } = await atDoor()
  await fill(
    db,
    Array.from({ length: 7 }, (_, at) => paperRecord({ id: `2603.3000${at}`, published: '2026-03-01' })),
  )
  const listing = client.listPapers({ limit: 4 })
  assert.deepEqual(asked, [], 'nothing is asked before somebody wants it')
  assert.equal((await listing).length, 4)
  const ids: string[] = []
  for await (const { id } of listing) ids.push(id)
  assert.equal(new Set(ids).size, 11)
  assert.equal(asked.length, 4)
  const some: string[] = []
  for await (const { id } of client.listPapers({ limit: 2 })) {
    some.push(id)
    if (some.length === 3) break
  }
  assert.equal(asked.length, 6, 'parts that nobody comes to are not asked for')
})

test('a list leads to no other site, whatever its Link says', async () => {
  const link = { link: '<https://evil.example/api/papers?cursor=2>; rel="next"' }
  const addresses: string[] = []
  const fetch = (async (address: URL) => {
    addresses.push(address.href)
    return Response.json([{ id: String(addresses.length) }], addresses.length === 1 ? { headers: link } : {})
  }) as unknown as typeof globalThis.fetch
  const client = createClient('http://papers.example', { fetch, token: 'bsht_secret' })
  for await (const _ of client.listPapers());
  assert.deepEqual(addresses, [
    'http://papers.example/api/papers',
    'http://papers.example/api/papers?cursor=2',
  ])
})

test('an id leads to no other call, whatever it holds', async () => {
  const { client, asked } = await atDoor()
  for (const id of ['../../settings', 'x/../../daily_papers', 'a?b#c', 'cs/0112017', '10.1/a b%2f'])
    await client.getPaper(id).then(undefined, () => {})
  assert.deepEqual(asked, [
    'GET /api/papers/..%2F..%2Fsettings',
    'GET /api/papers/x%2F..%2F..%2Fdaily_papers',
    'GET /api/papers/a%3Fb%23c',
    'GET /api/papers/cs/0112017',
    'GET /api/papers/10.1/a%20b%252f',
  ])
  for (const id of ['/', '//', 'x/', 'a//b']) await client.getPaper(id).then(undefined, () => {})
  assert.deepEqual(asked.slice(5), [
    'GET /api/papers/%2F',
    'GET /api/papers/%2F%2F',
    'GET /api/papers/x%2F',
    'GET /api/papers/a%2F%2Fb',
  ])
  await assert.rejects(client.getPaper(''), TypeError)
  await assert.rejects(client.replyToComment(oldPaper.id, '', { comment: 'Whom?' }), TypeError)
  assert.equal(asked.length, 9, 'without an id nothing is asked')
})

test('a refusal says what, where and why', async () => {
  const { client } = await atDoor()
  const wrong = await client.listDailyPapers({ date: '2025-13-40' }).then(undefined, (error) => error)
  assert.ok(wrong instanceof ApiError)
  assert.deepEqual([wrong.status, wrong.code, Object.keys(wrong.fields)], [400, 'Invalid', ['date']])
  await assert.rejects(client.getPaper('2501.99999'), { name: 'ApiError', status: 404, code: 'NotFound' })
  await assert.rejects(client.upvotePaper('2603.00001'), { status: 401 })
  const { client: proxied } = scripted([() => new Response('<h1>Bad gateway</h1>', { status: 502 })])
  await assert.rejects(repos(proxied), { status: 502, code: 'Unknown' })
  const { client: other } = scripted([() => new Response('<h1>Welcome</h1>')])
  await assert.rejects(repos(other), { status: 200, code: 'NotJson' })
  assert.throws(() => createClient('papers'), TypeError)
})

test('a busy site is asked again when it says so, not for ever', async () => {
  const soon = refusal(429, { 'retry-after': '0' })
  const patient = scripted([soon, soon, fine])
  assert.deepEqual(await repos(patient.client), { models: [], datasets: [], spaces: [] })
  assert.equal(patient.times(), 3)
  const busy = scripted([refusal(503, { 'retry-after': '0' })], { retries: 4 })
  await assert.rejects(repos(busy.client), { status: 503 })
  assert.equal(busy.times(), 5)
  const late = scripted([refusal(429, { 'retry-after': '61' }), fine])
  await assert.rejects(repos(late.client), { status: 429, retryAfter: 61 })
  assert.equal(late.times(), 1)
  const posted = scripted([refusal(503, { 'retry-after': '0' }), fine])
  await assert.rejects(posted.client.commentOnPaper('x', { comment: 'y' }), { status: 503 })
  assert.equal(posted.times(), 1, 'what may have been done is not done twice')
  const past = new Date(Date.now() - 5_000).toUTCString()
  const dated = scripted([refusal(429, { 'retry-after': past }), fine])
  await repos(dated.client)
  assert.equal(dated.times(), 2)
})

test('a call ends when its caller, or its time limit, says so', async () => {
  const controller = new AbortController()
  const waiting = scripted([refusal(429, { 'retry-after': '30' })])
  const call = waiting.client.getPaper('x', {}, { signal: controller.signal })
  setTimeout(() => controller.abort(new Error('enough')), 20)
  await assert.rejects(call, /enough/)
  assert.equal(waiting.times(), 1)
  await assert.rejects(
    waiting.client.getPaper('x', {}, { signal: AbortSignal.abort(new Error('at once')) }),
    /at once/,
  )
  const hanging = ((_: unknown, { signal }: RequestInit) =>
    new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    )) as typeof fetch
  const slow = createClient('http://papers.example', { fetch: hanging, timeout: 10 })
  // The limit’s timer doesn’t keep a program alive; a test must.
  const alive = setTimeout(() => {}, 5_000)
  await assert.rejects(repos(slow), { name: 'TimeoutError' })
  clearTimeout(alive)
})

test('what stands in headers can be seen', async () => {
  const { client } = await atDoor()
  let total: string | null = null
  await client.searchPapers(
    { q: 'gardens' },
    { onAnswer: ({ headers }) => (total = headers.get('x-total-count')) },
  )
  assert.equal(total, '2')
})
