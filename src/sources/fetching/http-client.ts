// One request to a source: who we are, how long we wait, how much we take, where redirects may lead.

import { Agent, request } from 'undici'
import type { Answer, Ask } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { decodeText, readBody } from './decode-body.ts'
import { bareHost, guardedLookup, refusePrivateHost } from './private-address.ts'

export interface FetchLimits {
  /** Milliseconds of real time until the answer is whole. */
  totalMs: number
  /** Milliseconds without a byte. */
  idleMs: number
  /** Of an unpacked answer. */
  bytes: number
}

/** A page of a thousand arXiv records has 2 MB, the largest volume of the ACL Anthology 8 MB. */
const usualLimits: FetchLimits = { totalMs: 120_000, idleMs: 30_000, bytes: 64_000_000 }

export interface HttpClientSettings {
  /** `Broadsheet/0.1.0 (+https://papers.example.org; mailto:…)`. */
  userAgent: string
  /** Hosts of the settings, which may be private: mirrors and test servers. */
  allowedHosts: readonly string[]
  /** Only hosts of the settings are asked. */
  onlyAllowed?: boolean
  limits?: FetchLimits
}

export interface HttpClient {
  /**
   * The answer, whatever its status. @throws SourceTrouble where there is none, or one that can't be read.
   * Rejects with the signal's reason when it is aborted.
   */
  ask(ask: Ask, signal?: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

const MOST_REDIRECTS = 5

export function createHttpClient(settings: HttpClientSettings): HttpClient {
  const limits = settings.limits ?? usualLimits
  const allowed = new Set(settings.allowedHosts.map(bareHost))
  const agent = new Agent({
    // One connection to a host.
    connections: 1,
    headersTimeout: limits.idleMs,
    bodyTimeout: limits.idleMs,
    keepAliveTimeout: 10_000,
    connect: { timeout: Math.min(15_000, limits.totalMs), lookup: guardedLookup(allowed) },
  })
  const ask = async (asked: Ask, signal?: AbortSignal): Promise<Answer> => {
    const deadline = AbortSignal.timeout(limits.totalMs)
    const until = signal ? AbortSignal.any([signal, deadline]) : deadline
    try {
      return await follow(asked, until)
    } catch (error) {
      signal?.throwIfAborted()
      throw troubleOf(error, new URL(asked.url).host)
    }
  }
  const follow = async (asked: Ask, until: AbortSignal, redirects = 0): Promise<Answer> => {
    const url = new URL(asked.url)
    if (settings.onlyAllowed && !allowed.has(bareHost(url.hostname))) {
      throw new SourceTrouble('refused', `${url.host} isn’t asked while a test setting is on.`)
    }
    refusePrivateHost(url, allowed)
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      method: asked.method ?? 'GET',
      headers: { 'user-agent': settings.userAgent, 'accept-encoding': 'gzip, deflate, br', ...asked.headers },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      signal: until,
    })
    const header = (name: string): string | null => {
      const value = headers[name.toLowerCase()]
      return (Array.isArray(value) ? value[0] : value) ?? null
    }
    const target = [301, 302, 303, 307, 308].includes(statusCode) ? header('location') : null
    if (target !== null) {
      await body.dump()
      return follow(redirected(asked, url, target, redirects), until, redirects + 1)
    }
    const bytes = await readBody(body, header('content-encoding') ?? undefined, limits.bytes)
    const text = decodeText(bytes, header('content-type'))
    return { status: statusCode, headers: { get: header }, text, url: url.href }
  }
  return { ask, close: () => agent.close() }
}

function redirected(asked: Ask, from: URL, target: string, redirects: number): Ask {
  const to = URL.parse(target, from)
  if (redirects >= MOST_REDIRECTS || to?.href === from.href) {
    throw new SourceTrouble('unreachable', `${from.host} sends us in circles.`)
  }
  if (!to || !/^https?:$/.test(to.protocol)) {
    throw new SourceTrouble('garbled', `${from.host} sends us to an address that is none.`)
  }
  if (to.origin === from.origin) return { ...asked, url: to.href }
  // What was meant for one place is not for another: keys, and the names of papers.
  if (asked.body !== undefined) {
    throw new SourceTrouble('refused', `${from.host} sends us elsewhere with what we told it.`)
  }
  return { url: to.href }
}

const sentences: Record<string, string> = {
  ENOTFOUND: 'its name can’t be looked up',
  EAI_AGAIN: 'its name can’t be looked up now',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'it doesn’t answer the call',
  UND_ERR_HEADERS_TIMEOUT: 'it doesn’t answer in time',
  UND_ERR_BODY_TIMEOUT: 'its answer stopped in the middle',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its answer is shorter than it said',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
}

/** What went wrong on the network, in words; anything else is thrown on. */
export function troubleOf(error: unknown, host: string): SourceTrouble {
  if (error instanceof SourceTrouble) return error
  const { code = '', name } = error as NodeJS.ErrnoException
  const late = name === 'TimeoutError' || name === 'AbortError' ? 'its answer took too long' : undefined
  const untrusted = /CERT|TLS|SSL/.test(code) ? 'its certificate is not trusted' : undefined
  const why = late ?? sentences[code] ?? untrusted ?? (code === '' ? undefined : code)
  // Without a code it is no failure of the network but a bug of ours.
  if (why === undefined) throw error
  return new SourceTrouble('unreachable', `${host} could not be reached: ${why}.`)
}
