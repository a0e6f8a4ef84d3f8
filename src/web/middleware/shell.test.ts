// What stands before every page, asked at the door.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { type SiteFacts, siteOver } from '../../../test/support/site.ts'
import { openDatabase } from '../../db/connect.ts'
import { silentLog } from '../../log.ts'
import { acceptedEncoding } from './compress.ts'

const paper = paperRecord({
  id: '2603.00001',
  categories: ['cs.CL'],
  entries: [{ day: '2026-03-04', submittedBy: { name: 'ada' } }],
})

eachDatabase('before every page', (open) => {
  const openSite = async (facts: SiteFacts = {}) => {
    const db = await open()
    await fill(db, [paper])
    return siteOver(db, facts)
  }

  test('only hosts of ours are answered', async () => {
    const site = await openSite({
      settings: {
        PUBLIC_URL: 'https://papers.example.org',
        ALLOWED_HOSTS: 'mirror.example.org',
        PORT: '8080',
      },
    })
    const status = async (host: string) => (await site.request('/about', { headers: { host } })).status
    const ours = [
      'papers.example.org',
      'PAPERS.example.org',
      'papers.example.org:443',
      'mirror.example.org:81',
    ]
    const loopback = ['localhost:8080', '127.0.0.1:8080', '[::1]:8080']
    for (const host of [...ours, ...loopback]) assert.equal(await status(host), 200, host)
    const others = [
      'evil.example',
      'localhost',
      'localhost:8081',
      'papers.example.org:8080',
      'papers.example.org.evil',
    ]
    const malformed = ['', ' ', 'a@localhost:8080', 'localhost:8080/x', '127.0.0.1:8080?']
    for (const host of [...others, ...malformed]) assert.equal(await status(host), 421, host)
  })

  test('whoever watches the process may ask by its number', async () => {
    const site = await openSite()
    for (const path of ['/healthz', '/readyz']) {
      assert.equal((await site.request(path, { headers: { host: '10.0.0.7:8080' } })).status, 200)
    }
  })

  test('a database that is away is said so, as no bug of ours', async () => {
    const away = openDatabase({ data: '', url: 'postgres://127.0.0.1:1/none' })
    const response = await siteOver(away.db).request('/papers/trending')
    assert.equal(response.status, 503)
    assert.equal(response.headers.get('retry-after'), '10')
    assert.match(await response.text(), /can’t be read at this moment/)
    await away.close()
  })

  test('an answer from a cache names what it was chosen by, too', async () => {
    const site = await openSite()
    const headers = { 'accept-encoding': 'gzip' }
    const first = await site.request('/about', { headers })
    const again = await site.request('/about', {
      headers: { ...headers, 'if-none-match': first.headers.get('etag') ?? '' },
    })
    assert.equal(again.status, 304)
    assert.match(again.headers.get('vary') ?? '', /Accept-Encoding/)
  })

  test('headers that protect the reader are on every answer, errors too', async () => {
    const site = await openSite({ settings: { PUBLIC_URL: 'https://papers.example.org' } })
    for (const path of ['/', '/nowhere', '/healthz', '/papers/2603.00001.md', '/assets/site.css']) {
      const { headers } = await site.request(path)
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'/)
      assert.doesNotMatch(policy, /unsafe/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000')
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
    }
    const plain = await (await openSite()).request('/')
    assert.equal(plain.headers.get('strict-transport-security'), null)
  })

  test('a request id is taken from a trusted proxy only, and only a harmless one', async () => {
    const idOf = async (given: string, trusted: 'on' | 'off') => {
      const site = await openSite({ settings: { TRUST_PROXY: trusted } })
      return (await site.request('/about', { headers: { 'x-request-id': given } })).headers.get(
        'x-request-id',
      )
    }
    assert.equal(await idOf('proxy-12345678', 'on'), 'proxy-12345678')
    assert.notEqual(await idOf('proxy-12345678', 'off'), 'proxy-12345678')
    assert.notEqual(await idOf('<b>12345678</b>', 'on'), '<b>12345678</b>')
  })

  test('each request is logged once, without its query', async () => {
    const lines: object[] = []
    const site = await openSite({ log: { ...silentLog, info: (line) => void lines.push(line) } })
    await site.request('/papers/new?since=2026-01-01')
    const [line] = lines as { requestId: string; ms: number }[]
    assert.equal(lines.length, 1)
    assert.partialDeepStrictEqual(line, { method: 'GET', path: '/papers/new', status: 200 })
  })

  test('pages may be kept but must be asked for again; an unchanged one is 304', async () => {
    const site = await openSite()
    const first = await site.request('/')
    assert.equal(first.headers.get('cache-control'), 'no-cache')
    const tag = first.headers.get('etag') ?? ''
    assert.match(tag, /^W\/"/)
    const again = await site.request('/', { headers: { 'if-none-match': tag } })
    assert.deepEqual([again.status, await again.text()], [304, ''])
    const asset = await site.request('/assets/site.css')
    assert.match(asset.headers.get('cache-control') ?? '', /immutable/)
  })

  test('HEAD answers as GET without a body; other methods are refused with what is allowed', async () => {
    const site = await openSite()
    for (const path of ['/', '/papers/2603.00001', '/papers/2603.00001/card.png', '/sources']) {
      const head = await site.request(path, { method: 'HEAD' })
      assert.deepEqual([head.status, await head.text()], [200, ''], path)
    }
    for (const path of ['/', '/papers/2603.00001', '/sources', '/@ada']) {
      const post = await site.request(path, { method: 'POST' })
      assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD'], path)
    }
    assert.equal((await site.request('/nowhere/at/all', { method: 'DELETE' })).status, 404)
  })

  test('text is compressed as the reader’s program accepts it', async () => {
    const site = await openSite()
    const plain = Buffer.from(await (await site.request('/')).arrayBuffer())
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync }
    for (const [encoding, decode] of Object.entries(decoders)) {
      const response = await site.request('/', { headers: { 'accept-encoding': encoding } })
      assert.equal(response.headers.get('content-encoding'), encoding)
      assert.match(response.headers.get('vary') ?? '', /Accept-Encoding/)
      assert.deepEqual(decode(await response.arrayBuffer()), plain)
    }
    const small = await site.request('/robots.txt', { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(small.headers.get('content-encoding'), null)
    assert.match(await small.text(), /^User-agent/)
    const picture = await site.request('/papers/2603.00001/card.png', {
      headers: { 'accept-encoding': 'br' },
    })
    assert.equal(picture.headers.get('content-encoding'), null)
  })

  test('a slash at the end is taken away, without leading elsewhere', async () => {
    const site = await openSite()
    const leads: [string, string][] = [
      ['/papers/', '/papers'],
      ['/papers/trending//?p=1', '/papers/trending?p=1'],
      ['//evil.example/', '/evil.example'],
      ['/\\evil.example/', '/evil.example'],
    ]
    for (const [path, location] of leads) {
      const response = await site.request(`http://127.0.0.1:8080${path}`)
      assert.deepEqual([response.status, response.headers.get('location')], [301, location], path)
    }
  })

  test('addresses without end are refused in words', async () => {
    const response = await (await openSite()).request(`/papers?p=${'1'.repeat(5_000)}`)
    assert.equal(response.status, 414)
    assert.match(await response.text(), /too long/)
  })

  test('null characters, which no database of ours keeps, are refused', async () => {
    const site = await openSite()
    for (const path of [
      '/papers/new/%00',
      '/@%00',
      '/papers/new?category=%00',
      '/papers/new?before=1.1.%00',
    ]) {
      assert.equal((await site.request(path)).status, 400, path)
    }
  })

  test('a bug is an apology with the number of its line in the log', async () => {
    const errors: object[] = []
    const db = await open()
    await fill(db, [paper])
    const site = siteOver(db, { log: { ...silentLog, error: (line) => void errors.push(line) } })
    await db.schema.dropTable('edition_entry').execute()
    const response = await site.request('/')
    assert.equal(response.status, 500)
    const [line] = errors as { requestId: string; error: string }[]
    const text = await response.text()
    assert.ok(text.includes(line?.requestId ?? 'none'))
    assert.ok(!text.includes('edition_entry'))
    assert.equal(response.headers.get('cache-control'), 'no-store')
  })
})

eachDatabase('hostile addresses', (open, _whole, kind) => {
  test('never make an error of ours', async () => {
    const db = await open()
    await fill(db, [paper])
    const site = siteOver(db)
    const known = [
      'papers',
      'date',
      'week',
      'month',
      'new',
      'trending',
      'assets',
      '@ada',
      '2603.00001',
      'cs',
      'card.png',
    ]
    const hostile = [
      '..',
      '.',
      '%2e%2e',
      '%2F',
      '%00',
      '%',
      '%ff',
      '%E0%A4%A',
      "'; drop table paper --",
      '<script>',
    ]
    const shaped = [
      '2026-03-04',
      '2026-W10',
      '2026-03',
      'doi:10.1000',
      'v2',
      '.md',
      '.csl.json',
      '𝒳',
      '\u202e',
    ]
    const segment = fc.oneof(
      fc.constantFrom(...known, ...hostile, ...shaped),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const name = fc.constantFrom('p', 'day', 'since', 'until', 'before', 'after', 'version', 'category', 'q')
    const query = fc.array(
      fc.tuple(name, fc.oneof(fc.string(), fc.constantFrom('-1', '1.1.x', '1.x.y', '9'.repeat(30)))),
    )
    const address = fc
      .tuple(fc.array(segment, { maxLength: 5 }), query, fc.boolean())
      .map(([path, fields, raw]) => {
        const written = raw ? path : path.map((part) => encodeURIComponent(part.toWellFormed()))
        return `/${written.join('/')}${fields.length > 0 ? `?${new URLSearchParams(fields)}` : ''}`
      })
    const runs = kind === 'sqlite' ? 20_000 : 1_000
    await fc.assert(
      fc.asyncProperty(address, async (path) => {
        const url = URL.parse(path.replace(/^\/[/\\]+/, '/'), 'http://127.0.0.1:8080')
        if (!url) return
        const response = await site.request(url.href)
        assert.ok(response.status < 500, `${path} answered ${response.status}`)
        const location = response.headers.get('location')
        if (location !== null) assert.equal(new URL(location, url).origin, url.origin, path)
      }),
      { numRuns: runs },
    )
  })
})

test('the encoding that the header prefers', () => {
  const preferences: [string, string | null][] = [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['identity', null],
    ['', null],
    ['br;q=nonsense', null],
  ]
  for (const [header, encoding] of preferences) assert.equal(acceptedEncoding(header), encoding, header)
})
