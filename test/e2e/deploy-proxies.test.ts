// deploy/nginx.conf and deploy/Caddyfile before the built program, as Debian's nginx and Caddy run them.

import assert from 'node:assert/strict'
import { get } from 'node:http'
import { before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { temporaryFolder } from '../support/database.ts'
import { millisecondsUntil } from '../support/nodes.ts'
import { startSite } from '../support/program.ts'
import { ask, freePort, proxyPrograms, type RunningProxy, siteName } from '../support/proxies.ts'

const day = '/papers/date/2025-12-05'
const settings = {
  PUBLIC_URL: `https://${siteName}`,
  TRUST_PROXY: 'on',
  API_RATE: '5/300',
  DUMPS: 'off',
}

for (const { name, isInstalled, start } of proxyPrograms) {
  describe(`behind ${name}`, { skip: !isInstalled && `${name} is not installed` }, () => {
    let proxy: RunningProxy
    let said: () => string

    before(async () => {
      const port = await freePort()
      const site = await startSite(['--data', temporaryFolder(), '--port', String(port)], { env: settings })
      said = site.said
      proxy = await start([port])
    })

    test('a page comes by https under the public name, with the headers of the site', async () => {
      const { status, headers, body } = await ask(proxy.port, day)
      assert.equal(status, 200)
      assert.equal(headers['strict-transport-security'], 'max-age=31536000')
      assert.match(String(headers['content-security-policy']), /default-src 'none'/)
      assert.match(String(body), new RegExp(`<link rel="canonical" href="https://${siteName}${day}"`))
    })

    test('http leads to https', async () => {
      const { promise, resolve } = Promise.withResolvers<[number | undefined, string | undefined]>()
      get({ port: proxy.plainPort, path: day, headers: { Host: siteName } }, (answer) => {
        answer.resume()
        resolve([answer.statusCode, answer.headers.location])
      })
      const [status, location] = await promise
      assert.ok(status === 301 || status === 308, String(status))
      assert.equal(new URL(location ?? '').protocol, 'https:')
      assert.equal(new URL(location ?? '').pathname, day)
    })

    test('another host name gets nothing', async () => {
      await assert.rejects(ask(proxy.port, day, { host: 'other.example.org' }))
      const misled = await ask(proxy.port, day, { headers: { Host: 'other.example.org' } }).catch(() => null)
      assert.ok(misled === null || !String(misled.body).includes('<article'))
    })

    test('a request has one id, made by the proxy, in the answer and in the log', async () => {
      const { headers } = await ask(proxy.port, day, { headers: { 'X-Request-Id': 'chosen-by-a-reader' } })
      const id = String(headers['x-request-id'])
      assert.match(id, /^[0-9a-f-]{32,36}$/)
      // Both programs write their logs after the answer.
      await millisecondsUntil(async () => said().includes(`"requestId":"${id}"`))
      assert.ok(!said().includes('chosen-by-a-reader'))
      if (proxy.accessLog() !== '') await millisecondsUntil(async () => proxy.accessLog().includes(id))
    })

    test('who makes up addresses is counted all the same', async () => {
      const statuses: number[] = []
      for (let i = 1; i <= 7; i++) {
        const headers = { 'X-Forwarded-For': `203.0.113.${i}`, Forwarded: `for=203.0.113.${i}` }
        statuses.push((await ask(proxy.port, '/api/daily_papers', { headers })).status)
      }
      assert.deepEqual(statuses.slice(-2), [429, 429])
    })

    test('what a reader has is not sent again, and each encoding is done once', async () => {
      const forms = { gzip: gunzipSync, br: brotliDecompressSync, identity: (body: Buffer) => body }
      for (const [encoding, open] of Object.entries(forms)) {
        const sent = { 'Accept-Encoding': encoding }
        const first = await ask(proxy.port, day, { headers: sent })
        assert.equal(first.headers['content-encoding'] ?? 'identity', encoding)
        assert.equal(first.headers.vary?.match(/accept-encoding/gi)?.length, 1)
        assert.match(String(open(first.body)), /^<!DOCTYPE html>/i)
        const mark = { ...sent, 'If-None-Match': String(first.headers.etag) }
        const again = await ask(proxy.port, day, { headers: mark })
        assert.deepEqual([again.status, again.body.length], [304, 0], encoding)
        assert.equal(again.headers.etag, first.headers.etag)
      }
    })

    test('a form as large as the longest comment passes, a larger one does not', async () => {
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
      const bodyOf = (bytes: number) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x'.repeat(bytes) })
      const passed = await ask(proxy.port, '/mcp', { method: 'POST', headers, body: bodyOf(250_000) })
      assert.match(String(passed.body), /jsonrpc/)
      const refused = await ask(proxy.port, '/mcp', {
        method: 'POST',
        headers,
        body: bodyOf(2_000_000),
      }).catch(() => null)
      assert.ok(refused === null || refused.status === 413, String(refused?.status))
      assert.ok(!said().includes('"msg":"a bug"'))
    })

    test('an agent is answered', async () => {
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
      const hello = {
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-06-18',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      }
      const { status, body } = await ask(proxy.port, '/mcp', {
        ...{ method: 'POST', headers },
        body: JSON.stringify(hello),
      })
      assert.deepEqual([status, JSON.parse(String(body)).result.serverInfo.name], [200, 'broadsheet'])
    })

    test('metrics stay inside, probes answer', async () => {
      assert.equal((await ask(proxy.port, '/metrics')).status, 404)
      assert.equal((await ask(proxy.port, '/readyz')).status, 200)
    })
  })
}
