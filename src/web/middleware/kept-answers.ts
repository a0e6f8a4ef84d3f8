// Lists, papers and files as strangers see them are made once and given again as long as nothing in the store changed.
// What is given is what would be made now: a vote shows at once, here and from other nodes.

import type { Next } from 'hono'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Clock } from '../../clock.ts'
import type { StoreVersion } from '../../db/store-version.ts'
import type { KeptTally } from '../../telemetry/tallies.ts'
import type { Ctx, WebEnvironment } from '../environment.ts'
import { LruCache } from '../lru-cache.ts'

/** What also depends on the time of day and on the search index is at most this old. */
const KEPT_MS = 5_000
const MOST_BYTES = 24_000_000
const LARGEST_BYTES = 2_000_000
/** An address has up to 4,000 characters. */
const MOST_SEEN_BYTES = 8_000_000

interface KeptAnswer {
  version: string
  /** Of the site's clock and of this process. */
  madeAt: { clock: number; process: number }
  headers: [string, string][]
  body: Uint8Array<ArrayBuffer>
  route: string
  etag: string | undefined
  /** Milliseconds UTC, in whole seconds. */
  lastModified: number | undefined
}

export function keptAnswers(version: StoreVersion | undefined, clock: Clock, tally: KeptTally) {
  const kept = new LruCache<string, KeptAnswer>(MOST_BYTES, sizeInMemory)
  const changes = createChanges(clock)
  const isFresh = (answer: KeptAnswer, now: string) =>
    answer.version === now &&
    Math.abs(clock.now() - answer.madeAt.clock) < KEPT_MS &&
    performance.now() - answer.madeAt.process < KEPT_MS

  /** Made whole, so that it can be kept; whether the asker has it already is answered afterwards. */
  async function make(c: Ctx, next: Next, key: string, now: string): Promise<KeptAnswer | undefined> {
    const madeAt = { clock: clock.now(), process: performance.now() }
    const source = version?.source()
    for (const name of conditionNames) c.req.raw.headers.delete(name)
    await next()
    const body = await bodyToKeep(c)
    // A part of it may have come from the other database, whose marks are others.
    if (body === undefined || version?.source() !== source) return undefined
    const made = { version: now, madeAt, body, route: routePath(c), ...changes.of(c) }
    const answer = { ...made, headers: [...c.res.headers] }
    kept.replace(key, answer)
    tally.bytes = kept.size
    return answer
  }
  const making = createMaking()
  const giveAgain = (...given: Parameters<typeof give>): Response => {
    tally.hits++
    return give(...given)
  }

  return createMiddleware<WebEnvironment>(async (c, next) => {
    const key = version && keyOf(c)
    if (!version || key === undefined) return next()
    const now = await versionNow(version)
    // Whoever reads the database next says what is wrong with it, on a page of the site.
    if (now === undefined) return next()
    const known = kept.get(key)
    const conditions = conditionsOf(c)
    if (known && isFresh(known, now)) return giveAgain(c, known, conditions)
    // Between this question and the making nothing else may run: whoever finds nobody makes it.
    const running = making.byOthers(`${now}\n${key}`)
    const others = running && (await running)
    if (others) return giveAgain(c, others, conditions)
    tally.misses++
    const answer = await making.byUs(`${now}\n${key}`, () => make(c, next, key, now))
    if (!answer) return giveUnkept(c, conditions)
    c.res = undefined
    c.res = give(c, answer, conditions)
  })
}

const sizeInMemory = ({ body }: KeptAnswer, key: string): number => 2 * key.length + body.byteLength + 2_000

/** What many ask for at once is made once: the others wait for it. */
function createMaking() {
  const running = new Map<string, Promise<KeptAnswer | undefined>>()
  return {
    /** Undefined where nobody makes it, or what was made is not kept. */
    byOthers: (turn: string) => running.get(turn),
    async byUs(turn: string, make: () => Promise<KeptAnswer | undefined>): Promise<KeptAnswer | undefined> {
      const made = make()
      running.set(
        turn,
        made.catch(() => undefined),
      )
      try {
        return await made
      } finally {
        running.delete(turn)
      }
    },
  }
}

/** Undefined where the database can’t be asked. */
async function versionNow(version: StoreVersion): Promise<string | undefined> {
  try {
    return await version.now()
  } catch {
    return undefined
  }
}

/** Undefined for what is different for each who asks, or asked too rarely. */
function keyOf(c: Ctx): string | undefined {
  const { method, url, path } = c.req
  if (method !== 'GET' || !isKept(path, url)) return undefined
  if (c.req.header('cookie') ?? c.req.header('authorization') ?? c.req.header('range')) return undefined
  return [url, c.req.header('host'), c.req.header('accept-encoding'), c.req.header('accept')].join('\n')
}

const isKept = (path: string, url: string): boolean =>
  (path === '/' ||
    /^\/(papers(\/|\.|$)|@|api\/(daily_papers|papers|arxiv)(\/|$)|digests|feeds|sitemap)/.test(path)) &&
  !/^\/papers\/(submit|suggest)|\/card\.png$/.test(path) &&
  !/[?&]q=/.test(url)

async function bodyToKeep(c: Ctx): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { status, headers } = c.res
  if (status !== 200 || headers.has('Set-Cookie')) return undefined
  if (/no-store|private/.test(headers.get('Cache-Control') ?? '')) return undefined
  if (!/json|html|xml|markdown|text/.test(headers.get('Content-Type') ?? '')) return undefined
  const body = new Uint8Array(await c.res.clone().arrayBuffer())
  return body.byteLength <= LARGEST_BYTES ? body : undefined
}

const conditionNames = ['If-None-Match', 'If-Modified-Since'] as const

interface Conditions {
  noneMatch: string | undefined
  modifiedSince: string | undefined
}

const conditionsOf = (c: Ctx): Conditions => ({
  noneMatch: c.req.header(conditionNames[0]),
  modifiedSince: c.req.header(conditionNames[1]),
})

/** The answer, or that the asker has it already (RFC 9110, 13.2.2: the mark goes before the time). */
function give(c: Ctx, answer: KeptAnswer, conditions: Conditions): Response {
  c.set('route', answer.route)
  const { headers, body } = answer
  return hasIt(answer, conditions) ? notModified(headers) : new Response(body, { headers })
}

/** What is too large to be kept, or no text: its conditions were taken from the request, so they are looked at here. */
function giveUnkept(c: Ctx, conditions: Conditions): void {
  const { status, headers, body } = c.res
  if (status !== 200 || !hasIt(marksOf(headers), conditions)) return
  body?.cancel().catch(() => {})
  c.res = undefined
  c.res = notModified([...headers])
}

type Marks = Pick<KeptAnswer, 'etag' | 'lastModified'>

function marksOf(headers: Headers): Marks {
  const own = headers.get('Last-Modified')
  return {
    etag: headers.get('ETag') ?? undefined,
    lastModified: own === null ? undefined : Date.parse(own),
  }
}

/**
 * A time must be the one that is told here. A later one was told by another node, perhaps of what was there for a while
 * and is gone again, which this node has never seen.
 */
const hasIt = ({ etag, lastModified }: Marks, { noneMatch, modifiedSince }: Conditions): boolean =>
  noneMatch === undefined
    ? lastModified !== undefined && lastModified === Date.parse(modifiedSince ?? '')
    : etag !== undefined && (noneMatch.trim() === '*' || noneMatch.includes(withoutWeakness(etag)))

const notModified = (headers: [string, string][]): Response =>
  new Response(null, { status: 304, headers: headers.filter(([name]) => inNotModified.test(name)) })

const withoutWeakness = (etag: string): string => etag.replace(/^W\//, '')

/** What an asker's copy is renewed with (RFC 9110, 15.4.5); the rest of the headers stand in the copy. */
const inNotModified = /^(cache-control|etag|expires|vary|last-modified|link|access-control-.*)$/

/** Since when an address has answered as it does, as far as this process knows. */
function createChanges(clock: Clock) {
  const seen = new LruCache<string, { etag: string; since: number }>(
    MOST_SEEN_BYTES,
    ({ etag }, url) => 2 * (url.length + etag.length) + 100,
  )
  return {
    /** Notes the answer, and tells askers the time where a second is enough to tell it from the one before. */
    of(c: Ctx): Marks {
      const { etag, lastModified: own } = marksOf(c.res.headers)
      if (own !== undefined || etag === undefined) return { etag, lastModified: own }
      const known = seen.get(c.req.url)
      const now = clock.now()
      if (known?.etag !== etag) seen.replace(c.req.url, { etag, since: now })
      const since = known?.etag === etag ? known.since : now
      if (now - since < 1_000) return { etag, lastModified: undefined }
      const lastModified = Math.ceil(since / 1_000) * 1_000
      c.res.headers.set('Last-Modified', new Date(lastModified).toUTCString())
      return { etag, lastModified }
    },
  }
}
