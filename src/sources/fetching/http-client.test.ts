import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { SourceTrouble } from '../source-trouble.ts'
import { createHttpClient } from './http-client.ts'

const limits = { totalMs: 3_000, idleMs: 400, bytes: 1_000_000 }
const servers: Server[] = []
const client = createHttpClient({ userAgent: 'Broadsheet/test', allowedHosts: ['127.0.0.1'], limits })

after(async () => {
  await client.close()
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const trouble = (kind: string, words: RegExp) => (error: unknown) =>
  error instanceof SourceTrouble && error.kind === kind && words.test(error.message)

describe('asking a source', () => {
  test('says who asks, and answers whatever the status is', async () => {
    const url = await serving(({ headers }, response) => response.writeHead(404).end(headers['user-agent']))
    const { status, text } = await client.ask({ url })
    assert.deepEqual([status, text], [404, 'Broadsheet/test'])
  })

  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const) {
    test(`unpacks ${encoding} (${pack.name})`, async () => {
      const url = await serving((_, response) =>
        response.setHeader('content-encoding', encoding).end(pack('häh?')),
      )
      assert.equal((await client.ask({ url })).text, 'häh?')
    })
  }

  test('takes no more than its limit, however small it came', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000))
    const url = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    const before = process.memoryUsage().rss
    await assert.rejects(client.ask({ url }), trouble('garbled', /larger than 1 MB/))
    assert.ok(process.memoryUsage().rss - before < 100_000_000)
  })

  test('knows what is cut off', async () => {
    const packed = gzipSync('a'.repeat(10_000)).subarray(0, 30)
    const url = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(packed))
    await assert.rejects(client.ask({ url }), trouble('garbled', /cut off or damaged/))
    const short = await serving((_, response) => {
      response.setHeader('content-length', '100')
      response.write('only this')
      setTimeout(() => response.destroy(), 20)
    })
    await assert.rejects(client.ask({ url: short }), trouble('unreachable', /could not be reached/))
  })

  test('waits for no answer for ever, nor for its end', async () => {
    const silent = await serving(() => {})
    await assert.rejects(client.ask({ url: silent }), trouble('unreachable', /doesn’t answer in time/))
    const stalled = await serving((_, response) => void response.write('some'))
    await assert.rejects(client.ask({ url: stalled }), trouble('unreachable', /stopped in the middle/))
    const dripping = await serving((_, response) => {
      const drip = setInterval(() => response.write('.'), 100)
      response.on('close', () => clearInterval(drip))
    })
    await assert.rejects(client.ask({ url: dripping }), trouble('unreachable', /took too long/))
  })

  test('follows a few redirects, in circles none, and into a private network never', async () => {
    const there = await serving(({ url }, response) => response.end(url))
    const here = await serving((_, response) => response.writeHead(302, { location: `${there}/found` }).end())
    assert.equal((await client.ask({ url: here })).text, '/found')
    const circle = await serving((_, response) => response.writeHead(302, { location: '/again' }).end())
    await assert.rejects(client.ask({ url: circle }), trouble('unreachable', /circles/))
    const trap = await serving((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    await assert.rejects(client.ask({ url: trap }), trouble('refused', /private network/))
    const file = await serving((_, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    )
    await assert.rejects(client.ask({ url: file }), trouble('garbled', /address that is none/))
  })

  test('tells another host none of what was meant for the first', async () => {
    const there = await serving(({ headers }, response) => response.end(String(headers['x-api-key'])))
    const here = await serving((_, response) => response.writeHead(307, { location: there }).end())
    assert.equal((await client.ask({ url: here, headers: { 'x-api-key': 'secret' } })).text, 'undefined')
  })

  test('reads the encoding that bytes are in, not only the one that is said', async () => {
    const as = (type: string, bytes: Buffer) =>
      serving((_, response) => response.setHeader('content-type', type).end(bytes))
    const read = async (type: string, bytes: Buffer) =>
      (await client.ask({ url: await as(type, bytes) })).text
    assert.equal(await read('text/xml; charset=iso-8859-1', Buffer.from('Ä')), 'Ä')
    assert.equal(
      await read('text/xml', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>\xc4', 'latin1')),
      '<?xml version="1.0" encoding="ISO-8859-1"?>Ä',
    )
    assert.equal(await read('text/plain', Buffer.from('\ufeffplain')), 'plain')
    await assert.rejects(
      read('text/plain', Buffer.from([0xc4, 0x20])),
      trouble('garbled', /broken characters/),
    )
    await assert.rejects(
      read('text/plain; charset=klingon', Buffer.from([0xc4])),
      trouble('garbled', /klingon/),
    )
  })

  test('says what the matter is where nobody answers', async () => {
    await assert.rejects(
      client.ask({ url: 'http://127.0.0.1:1/' }),
      trouble('unreachable', /refuses the connection/),
    )
    await assert.rejects(
      client.ask({ url: 'http://no.such.host.invalid/' }),
      trouble('unreachable', /looked up/),
    )
  })

  test('ends when it is told to', async () => {
    const url = await serving(() => {})
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await assert.rejects(client.ask({ url }, stop.signal), { name: 'AbortError' })
  })

  test('asks only the hosts of the settings while a test setting is on', async () => {
    const careful = createHttpClient({ userAgent: 'x', allowedHosts: ['127.0.0.1'], onlyAllowed: true })
    await assert.rejects(careful.ask({ url: 'https://arxiv.org/' }), trouble('refused', /test setting/))
    await careful.close()
  })
})
