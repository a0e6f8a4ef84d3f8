// A site on a port of this machine, for programs that ask over the network.

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Web } from '../../src/web/create-web.ts'
import { atEnd } from './database.ts'

/** Its address; it must be allowed to answer as `127.0.0.1` (ALLOWED_HOSTS). Closed when this test file is done. */
export async function serveSite(site: Web): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: site.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  atEnd(async () => void server.close())
  return `http://127.0.0.1:${(await promise).port}`
}
