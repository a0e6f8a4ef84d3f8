// One request to an address that an admin gave: within limits, to where it says and nowhere else.

import { Agent, request } from 'undici'
import { troubleOf } from '../sources/fetching/http-client.ts'
import { bareHost, guardedLookup, refusePrivateHost } from '../sources/fetching/private-address.ts'
import { SourceTrouble } from '../sources/source-trouble.ts'

export interface HookAnswer {
  status: number
  retryAfter: string | null
  /** How it begins, without control characters. */
  start: string
}

export interface HookAsk {
  method: 'POST' | 'PUT'
  url: string
  headers: Record<string, string>
  body: string
}

/** No answer came, though all that was sent may have arrived. */
export class Unanswered extends SourceTrouble {}

export interface HookClient {
  /**
   * The answer, whatever its status; redirects are answers, too. @throws Unanswered, or another SourceTrouble where
   * nothing was sent
   */
  send(ask: HookAsk): Promise<HookAnswer>
  close(): Promise<void>
}

export interface HookClientSettings {
  userAgent: string
  /** Hosts that may be in a private network: FETCH_ALLOW. */
  allowedHosts: readonly string[]
  /** A test setting is on: nobody else is told anything. */
  onlyAllowed: boolean
  /** Milliseconds of real time for the whole exchange. */
  timeoutMs?: number
  /** Requests at once to one host; absent: 1. */
  connections?: number
  /** Of an answer; absent: its first 500 bytes. */
  keptBytes?: number
}

const TIMEOUT_MS = 10_000
const CONNECT_MS = 5_000
const MOST_BYTES = 65_536
const KEPT_BYTES = 500

export function createHookClient(settings: HookClientSettings): HookClient {
  const { userAgent, onlyAllowed, timeoutMs = TIMEOUT_MS, keptBytes = KEPT_BYTES, connections = 1 } = settings
  const allowed = new Set(settings.allowedHosts.map(bareHost))
  const agent = new Agent({
    connections,
    // Sooner than the whole: where no connection came about, nothing was sent.
    connect: { timeout: Math.min(timeoutMs, CONNECT_MS), lookup: guardedLookup(allowed) },
  })
  return {
    async send({ method, url: address, headers, body }) {
      const url = new URL(address)
      if (onlyAllowed && !allowed.has(bareHost(url.hostname))) {
        throw new SourceTrouble('refused', `${url.host} isn’t told while a test setting is on.`)
      }
      refusePrivateHost(url, allowed)
      try {
        const answer = await request(url, {
          ...{ dispatcher: agent, method, body, signal: AbortSignal.timeout(timeoutMs) },
          headers: { ...headers, 'user-agent': userAgent, 'accept-encoding': 'identity' },
        })
        const asked = answer.headers['retry-after']
        return {
          status: answer.statusCode,
          retryAfter: typeof asked === 'string' ? asked : null,
          start: await startOf(answer.body, keptBytes),
        }
      } catch (error) {
        const trouble = troubleOf(error, url.host)
        if (error instanceof SourceTrouble || wasNotSent(error)) throw trouble
        throw new Unanswered(trouble.kind, trouble.message)
      }
    },
    close: () => agent.destroy(),
  }
}

const withoutConnection = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
])

function wasNotSent(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return withoutConnection.has(code) || /CERT|TLS|SSL/.test(code)
}

/** The status has come: what breaks afterwards changes nothing of whether it was delivered. */
async function startOf(body: AsyncIterable<Uint8Array>, keptBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      if (size < keptBytes) chunks.push(chunk)
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch {
    // What came before stands.
  }
  const text = Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8')
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
