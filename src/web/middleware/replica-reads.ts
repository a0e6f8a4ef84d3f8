// What strangers read may be some moments old, so it may come from the replica. Whoever is signed in reads their own
// writes, and whatever is no reading is the primary's.

import { createMiddleware } from 'hono/factory'
import type { Replica } from '../../db/replica.ts'
import type { Ctx, WebEnvironment } from '../environment.ts'

/** `replica` absent: there is none. */
export function replicaReads(replica: Replica | undefined) {
  return createMiddleware<WebEnvironment>((c, next) => (replica && mayLag(c) ? replica.run(next) : next()))
}

/** Lists, papers, people, feeds and what programs read of them. */
const forEverybody =
  /^\/($|papers([/.]|$)|@|api\/|digests($|\.|\/(daily|weekly)([/.]|$))|feeds|sitemap|oembed)/
/** Pages on the way to something that is written. */
const onTheWay = /^\/papers\/submit/

function mayLag(c: Ctx): boolean {
  const { method, path } = c.req
  if (method !== 'GET' && method !== 'HEAD') return false
  if (c.req.header('cookie') ?? c.req.header('authorization')) return false
  return forEverybody.test(path) && !onTheWay.test(path)
}
