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

export interface HookClient {
  /** The answer, whatever its status; redirects are answers, too. @throws SourceTrouble where there is none */
  post(url: string, headers: Record<string, string>, body: string): Promise<HookAnswer>
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
}

const TIMEOUT_MS = 10_000
const MOST_BYTES = 65_536
const KEPT_BYTES = 500

export function createHookClient(settings: HookClientSettings): HookClient {
  const { userAgent, onlyAllowed, timeoutMs = TIMEOUT_MS } = settings
  const allowed = new Set(settings.allowedHosts.map(bareHost))
  const agent = new Agent({ connections: 1, connect: { timeout: timeoutMs, lookup: guardedLookup(allowed) } })
  return {
    async post(address, headers, body) {
      const url = new URL(address)
      if (onlyAllowed && !allowed.has(bareHost(url.hostname))) {
        throw new SourceTrouble('refused', `${url.host} isn’t told while a test setting is on.`)
      }
      refusePrivateHost(url, allowed)
      try {
        const answer = await request(url, {
          ...{ dispatcher: agent, method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) },
          headers: { ...headers, 'user-agent': userAgent, 'accept-encoding': 'identity' },
        })
        const asked = answer.headers['retry-after']
        return {
          status: answer.statusCode,
          retryAfter: typeof asked === 'string' ? asked : null,
          start: await startOf(answer.body),
        }
      } catch (error) {
        throw troubleOf(error, url.host)
      }
    },
    close: () => agent.destroy(),
  }
}

/** The status has come: what breaks afterwards changes nothing of whether it was delivered. */
async function startOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      if (size < KEPT_BYTES) chunks.push(chunk)
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch {
    // What came before stands.
  }
  const text = Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8')
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
