import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Web, WebEnvironment } from '../web/environment.ts'
import { createHttpServer } from './http-server.ts'

/** A site whose answer to `/slow` is begun with `begun`, and comes when `answer` is called. */
function slowSite() {
  const { promise, resolve: answer } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const web: Web = new Hono<WebEnvironment>()
  web.get('/readyz', (c) => c.text('ready'))
  web.get('/slow', async (c) => {
    begin()
    await promise
    return c.text('slow')
  })
  return { web, begun, answer }
}

async function listening({ behindProxy = false } = {}) {
  const http = createHttpServer({ behindProxy })
  http.server.listen(0, '127.0.0.1')
  await once(http.server, 'listening')
  const { port } = http.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  /** On the one connection that this asker keeps, as a proxy does. */
  const ask = async (path: string) => {
    const sent = request({ agent, port, path }).end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const text = (await answer.toArray()).join('')
    return { status: answer.statusCode, text, connection: answer.headers.connection }
  }
  return { http, ask, address: `http://127.0.0.1:${port}` }
}

describe('the server', () => {
  test('lets those wait who ask before the site is ready', async () => {
    const { http, ask } = await listening()
    const asked = ask('/readyz')
    await sleep(50)
    http.open(slowSite().web)
    assert.equal((await asked).text, 'ready')
    await http.close()
  })

  test('ends when what was begun is answered', async () => {
    const { http, ask } = await listening()
    const site = slowSite()
    http.open(site.web)
    const asked = ask('/slow')
    await site.begun
    const closed = http.close()
    site.answer()
    assert.equal((await asked).text, 'slow')
    await closed
  })

  test('behind a proxy says first that it leaves, then takes no more connections, and answers those it has', async () => {
    const { http, ask, address } = await listening({ behindProxy: true })
    http.open(slowSite().web)
    assert.equal((await ask('/readyz')).connection, 'keep-alive')
    const closed = http.close()
    assert.deepEqual(await ask('/readyz'), { status: 503, text: 'Stopping.', connection: 'keep-alive' })
    await closed
    await assert.rejects(fetch(address))
  })
})
