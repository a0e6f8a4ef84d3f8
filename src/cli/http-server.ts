// The server of the site: from the first request, which may come before the site is ready, to the end of the last answer.

import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { type App, readyAddress } from '../app.ts'

/** Who asks between listening, which tells the port, and being ready waits so long: a restart loses nobody. */
const STARTING_MS = 10_000
/** Above the minute for which nginx and others keep a connection: the proxy ends it, not we while it sends something. */
const KEEP_ALIVE_MS = 75_000
/** How long a node that leaves says so at `/readyz`, for proxies that ask there, before it takes no more connections. */
const LEAVING_MS = 2_000
/**
 * How long a proxy may then use the connections that it keeps. What it sends on one that is closed at that moment is lost,
 * for it may not send it twice; new connections are refused at once, and it asks another node.
 */
const PROXY_PATIENCE_MS = 1_000
/** How long a slow reader may take to receive the end of an answer. */
const PATIENCE_MS = 5_000

export function createHttpServer({ behindProxy }: { behindProxy: boolean }) {
  let site: App['web'] | undefined
  let isLeaving = false
  const { promise: opened, resolve } = Promise.withResolvers<void>()
  const server = createAdaptorServer({
    async fetch(request, env) {
      if (!site) await Promise.race([opened, sleep(STARTING_MS, undefined, { ref: false })])
      if (isLeaving && new URL(request.url).pathname === readyAddress) return notNow('Stopping.')
      return site?.fetch(request, env) ?? notNow('Starting.')
    },
  }) as Server
  if (behindProxy) server.keepAliveTimeout = KEEP_ALIVE_MS
  return {
    server,
    /** From now on the site answers. */
    open(web: App['web']): void {
      site = web
      resolve()
    },
    /** Ends when every answer that was begun has been received, or its time is over. */
    async close(): Promise<void> {
      isLeaving = true
      const closed = once(server, 'close')
      if (behindProxy) await leaveProxy(server, closed)
      await closeServer(server, closed)
    },
  }
}

const notNow = (text: string) => new Response(text, { status: 503, headers: { 'Retry-After': '1' } })

async function leaveProxy(server: Server, closed: Promise<unknown>): Promise<void> {
  await sleep(LEAVING_MS)
  // What knocked before now is let in: it would be lost with the door.
  await nextTurn()
  // Not its own close(), which ends the connections that wait.
  NetServer.prototype.close.call(server)
  // Each answer from now on is the last of its connection.
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  await Promise.race([closed, sleep(PROXY_PATIENCE_MS, undefined, { ref: false })])
}

async function closeServer(server: Server, closed: Promise<unknown>): Promise<void> {
  server.close()
  server.closeIdleConnections()
  // Those that were busy become idle with the end of their answers.
  const closing = setInterval(() => server.closeIdleConnections(), 100)
  const giveUp = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearInterval(closing)
  clearTimeout(giveUp)
}
