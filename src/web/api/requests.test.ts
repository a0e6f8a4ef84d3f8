// What holds for every call, whatever it is about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { apiDoor, send, tokenFor } from '../../../test/support/api.ts'
import { fillApiStore, fullPaper } from '../../../test/support/api-store.ts'
import { testApp } from '../../../test/support/app.ts'
import { eachDatabase, openMigrated } from '../../../test/support/database.ts'
import { aMember } from '../../../test/support/members.ts'
import { paperRecord } from '../../../test/support/records.ts'
import { feedFormats } from '../feeds/feed.ts'
import { routes } from '../routes.ts'

const elsewhere = { origin: 'https://notebook.example' }
const paper = `/api/papers/${fullPaper.id}`
const reading = [
  ...['/api/daily_papers', '/api/papers', '/api/papers/search?q=gardens', paper],
  ...[`${paper}/similar`, '/api/arxiv/2603.00001/repos', '/api/openapi.json'],
]

async function filled() {
  const { db } = await openMigrated('sqlite')
  const people = await fillApiStore(db)
  return { ...(await apiDoor(db)), ...people }
}

test('pages of other sites may read everything, and see what clients need', async () => {
  const { site } = await filled()
  for (const path of [...reading, `${paper}x`, '/api/daily_papers?date=x', '/api/nothing']) {
    const { headers } = await send(site, 'GET', path, { headers: elsewhere })
    assert.equal(headers.get('access-control-allow-origin'), '*', path)
    assert.equal(headers.get('access-control-allow-credentials'), null)
    for (const name of ['Link', 'ETag', 'RateLimit', 'Retry-After', 'X-Error-Code', 'X-Total-Count'])
      assert.match(headers.get('access-control-expose-headers') ?? '', new RegExp(`\\b${name}\\b`))
  }
})

test('a browser that asks first is told what other sites’ pages may: read', async () => {
  const { site } = await filled()
  const asking = (method: string) => ({
    ...elsewhere,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization',
  })
  for (const path of reading) {
    const response = await send(site, 'OPTIONS', path, { headers: asking('GET') })
    assert.equal(response.status, 204, path)
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(response.headers.get('access-control-allow-methods'), 'GET,HEAD')
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /authorization/i)
    assert.equal(response.headers.get('ratelimit'), null, 'asking first costs nothing')
  }
  const write = await send(site, 'OPTIONS', `${paper}/upvote`, { headers: asking('PUT') })
  assert.doesNotMatch(write.headers.get('access-control-allow-methods') ?? '', /PUT/)
})

test('a page of another site writes nothing by the cookie of its reader', async () => {
  const { site, reader, db } = await filled()
  const headers = { ...reader.headers, ...elsewhere, 'sec-fetch-site': 'cross-site' }
  const { status } = await send(site, 'PUT', `${paper}/upvote`, { headers })
  assert.equal(status, 403)
  assert.deepEqual(await db.selectFrom('vote').selectAll().execute(), [])
  const own = await send(site, 'PUT', `${paper}/upvote`, { headers: reader.headers })
  assert.equal(own.status, 200, 'a page of ours may')
})

test('what hasn’t changed costs nothing', async () => {
  const { site, ask, token } = await filled().then(async (door) => ({
    ...door,
    token: await tokenFor(door.db, door.reader),
  }))
  const needed = [
    ...['access-control-allow-origin', 'access-control-expose-headers', 'cache-control', 'etag', 'vary'],
    ...['link', 'x-total-count'],
  ]
  for (const path of [...reading, '/api/papers?limit=1', routes.paperFile(fullPaper.id, 'json')]) {
    const first = await send(site, 'GET', path)
    assert.equal(first.headers.get('access-control-allow-origin'), '*', path)
    const etag = first.headers.get('etag') ?? ''
    assert.match(etag, /^W\/"/, path)
    const again = await send(site, 'GET', path, { headers: { ...elsewhere, 'if-none-match': etag } })
    assert.deepEqual([again.status, await again.text()], [304, ''], path)
    for (const name of needed)
      assert.equal(again.headers.get(name), first.headers.get(name), `${path}: ${name}`)
    const other = await send(site, 'GET', path, { headers: { 'if-none-match': 'W/"other"' } })
    assert.equal(other.status, 200)
  }
  const before = (await send(site, 'GET', paper)).headers.get('etag') ?? ''
  await ask('PUT', `${paper}/upvote`, { token })
  const after = await send(site, 'GET', paper, { headers: { 'if-none-match': before } })
  assert.equal(after.status, 200, 'a vote is a change')
})

test('HEAD answers as GET does, without a body', async () => {
  const { site } = await filled()
  for (const path of [...reading, `${paper}x`]) {
    const [head, get] = await Promise.all([send(site, 'HEAD', path), send(site, 'GET', path)])
    assert.deepEqual([head.status, await head.text()], [get.status, ''], path)
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'))
  }
})

test('answers are UTF-8 JSON, compressed as the program reads it', async () => {
  const { site } = await filled()
  const path = '/api/openapi.json'
  const plain = await send(site, 'GET', path)
  assert.match(plain.headers.get('content-type') ?? '', /^application\/json/)
  const text = await plain.text()
  for (const [encoding, unpack] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const) {
    const packed = await send(site, 'GET', path, { headers: { 'accept-encoding': encoding } })
    assert.equal(packed.headers.get('content-encoding'), encoding)
    assert.equal(unpack(Buffer.from(await packed.arrayBuffer())).toString('utf8'), text)
    assert.match(packed.headers.get('vary') ?? '', /Accept-Encoding/)
  }
})

test('too many calls are refused for a while: each token and each address by itself', async () => {
  const { db } = await openMigrated('sqlite')
  const { reader, curator } = await fillApiStore(db)
  const { site, ask } = await apiDoor(db, { settings: { API_RATE: '3/60', TRUST_PROXY: 'on' } })
  const [one, two] = [await tokenFor(db, reader), await tokenFor(db, curator)]
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  for (const asking of [{ token: one }, { token: two }, from('192.0.2.1'), from('192.0.2.2')]) {
    for (const left of [2, 1, 0]) {
      const { status, headers } = await send(site, 'GET', paper, asking)
      assert.equal(status, 200)
      assert.match(headers.get('ratelimit') ?? '', new RegExp(`^"api";r=${left};t=\\d+$`))
      assert.equal(headers.get('ratelimit-policy'), '"fixed window";"api";q=3;w=60')
    }
    const { status, headers, body } = await ask('GET', paper, asking)
    assert.equal(status, 429)
    assert.match(headers.get('ratelimit') ?? '', /^"api";r=0;t=\d+$/)
    assert.equal(headers.get('ratelimit-policy'), '"fixed window";"api";q=3;w=60')
    const wait = Number(headers.get('retry-after'))
    assert.ok(wait >= 1 && wait <= 60)
    assert.match(body.error, /Try again in \d+ seconds/)
    assert.equal(headers.get('x-error-code'), 'RateLimited')
  }
  assert.equal((await send(site, 'GET', '/papers', from('192.0.2.1'))).status, 200, 'pages have no limit')
})

test('tokens that are made up share the limit of their address', async () => {
  const { db } = await openMigrated('sqlite')
  await fillApiStore(db)
  const { site } = await apiDoor(db, { settings: { API_RATE: '3/60' } })
  const statuses: number[] = []
  for (let at = 0; at < 6; at++)
    statuses.push((await send(site, 'GET', paper, { token: `bsht_guess${at}` })).status)
  assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429])
})

test('the same for agents, and apart from the API', async () => {
  const { db } = await openMigrated('sqlite')
  const { site } = await apiDoor(db, { settings: { API_RATE: '3/60' } })
  const statuses: number[] = []
  for (let at = 0; at < 6; at++) {
    const headers = { host: '127.0.0.1:8080', authorization: `Bearer bsht_guess${at}` }
    statuses.push((await site.request('http://127.0.0.1:8080/mcp', { method: 'POST', headers })).status)
  }
  assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429])
})

test('without a limit none is told', async () => {
  const { site } = await filled()
  const { headers } = await send(site, 'GET', paper)
  assert.equal(headers.get('ratelimit'), null)
})

test('the sample edition is for looking at: programs never get it', async () => {
  const app = await testApp()
  assert.match(await app.page('/papers'), /sample/i)
  assert.deepEqual(await (await app.request('/api/daily_papers')).json(), [])
  assert.deepEqual(await (await app.request('/api/papers')).json(), [])
  assert.deepEqual(await (await app.request('/api/daily_papers?sort=trending')).json(), [])
  for (const query of ['q=language+models', 'q=', 'q=language+models&mode=lexical&limit=1']) {
    const found = await app.request(`/api/papers/search?${query}`)
    assert.deepEqual([await found.json(), found.headers.get('x-total-count') ?? '0'], [[], '0'], query)
  }
  for (const format of feedFormats) {
    const feed = await app.page(`/papers/search.${format}?q=language+models&limit=1`)
    assert.doesNotMatch(feed, /page=2|2[0-9]{3}\.[0-9]{5}/, format)
  }
  const [, id] = /href="\/papers\/(\d{4}\.\d{5})"/.exec(await app.page('/papers')) ?? []
  assert.equal((await app.request(`/api/papers/${id}`)).status, 404)
  assert.equal((await app.request(`/api/papers/${id}/similar`)).status, 404)
})

eachDatabase('addresses that nobody makes', (open) => {
  test('are refused, not answered by a bug', async () => {
    const db = await open()
    await fillApiStore(db)
    const { ask } = await apiDoor(db)
    const token = await tokenFor(db, await aMember(db, 'ada'))
    const odd = [
      ...['/api/papers/%00', '/api/arxiv/%00/repos', '/api/papers/%', '/api/papers/%E0%A4%A'],
      ...['/api/papers/a/b/c/d/e/f/g', `/api/papers/${'a/'.repeat(40)}b`, `/api/papers/${'x'.repeat(3_000)}`],
      ...['/api/papers/..%2f..%2fetc', '/api/papers/%22%27--', '/api/papers/%F0%9F%92%A5/similar'],
      ...['/api/arxiv/2603.00001', '/api/arxiv/repos', '/api', '/api/daily_papers/2026-03-03'],
      ...[`${paper}/comment/nobody/reply`, '/api/papers/search/2603.00001', '/api/papers/submit/x'],
    ]
    for (const path of odd) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
        const { status } = await ask(method, path, { token })
        assert.ok([400, 404, 405].includes(status), `${method} ${path}: ${status}`)
      }
    }
    for (const path of ['/api/papers/submit', '/api/papers/index', '/api/settings/papers/claim']) {
      const { status } = await ask('GET', path, { token })
      assert.ok([404, 405].includes(status), `${path}: ${status}`)
    }
  })
})

test('a paper of which nothing but the title is known breaks no list', async () => {
  const { db } = await openMigrated('sqlite')
  const app = await testApp({
    records: [paperRecord({ id: 'doi:10.1/a', abstract: '', authors: [], authorCount: 40 })],
  })
  assert.equal((await app.request('/api/papers')).status, 200)
  const { read } = await apiDoor(db)
  assert.deepEqual(await read('/api/daily_papers?week=2026-W10'), [])
})
