// What every call does: an address, a token, a time limit, patience with a site that is busy, errors that say what.

import { ApiError, errorOf } from './api-error.ts'
import { Listing, type Part } from './listing.ts'

export interface ClientOptions {
  /** Made in the settings of the site. Reading needs none. */
  token?: string | undefined
  /** Instead of the one of the runtime. */
  fetch?: typeof globalThis.fetch
  /** Milliseconds that one attempt may take; 30,000 where nothing is said. */
  timeout?: number
  /** How often a call is made again that the site was too busy for; 2 where nothing is said. */
  retries?: number
  /** Seconds that are waited between two attempts at most; where the site asks for more, its refusal is thrown. 60. */
  longestWait?: number
}

export interface CallOptions {
  /** Ends the call, and waiting for another attempt. */
  signal?: AbortSignal | undefined
  /** Is given the answer before it is read: its headers say how many calls are left, or how many papers match. */
  onAnswer?: (response: Response) => void
}

export interface Asked {
  query?: Record<string, string | number | undefined>
  body?: unknown
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export class Requests {
  readonly #base: URL
  readonly #options: Required<Omit<ClientOptions, 'token'>> & { token: string | undefined }

  /** @throws TypeError where the address is none */
  constructor(address: string | URL, options: ClientOptions = {}) {
    this.#base = new URL(address)
    this.#options = {
      token: options.token,
      fetch: options.fetch ?? ((...parts) => globalThis.fetch(...parts)),
      timeout: options.timeout ?? 30_000,
      retries: options.retries ?? 2,
      longestWait: options.longestWait ?? 60,
    }
  }

  /** @throws ApiError for what the site refuses; DOMException for time-outs and aborted calls; TypeError without a network */
  protected async one<T>(method: Method, path: string, asked: Asked, options: CallOptions = {}): Promise<T> {
    return (await this.#ask<T>(method, this.#addressOf(path, asked.query), asked.body, options)).body
  }

  protected list<T>(path: string, { query }: Asked, options: CallOptions = {}): Listing<T> {
    return new Listing(() => this.#part<T>(this.#addressOf(path, query), options))
  }

  async #part<T>(address: URL, options: CallOptions): Promise<Part<T>> {
    const { body: items, headers } = await this.#ask<T[]>('GET', address, undefined, options)
    const [, next] = /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? []
    if (next === undefined) return { items }
    // A site may be reached by another name than its own; the token goes nowhere else.
    const { pathname, search } = new URL(next, this.#base)
    return { items, next: () => this.#part<T>(new URL(pathname + search, this.#base), options) }
  }

  async #ask<T>(
    method: Method,
    address: URL,
    body: unknown,
    { signal, onAnswer }: CallOptions,
  ): Promise<{ body: T; headers: Headers }> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#send(method, address, body, signal)
      onAnswer?.(response)
      const text = await response.text()
      if (response.ok) return { body: parsed(text, response) as T, headers: response.headers }
      const error = errorOf(response, text)
      const wait = error.retryAfter ?? 2 ** attempt
      const mayAgain = attempt < this.#options.retries && wait <= this.#options.longestWait
      if (!mayAgain || !isBusy(method, response.status)) throw error
      await pause(wait * 1_000, signal)
    }
  }

  #send(method: Method, address: URL, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
    const { token, fetch, timeout } = this.#options
    const limit = AbortSignal.timeout(timeout)
    return fetch(address, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
  }

  #addressOf(path: string, query: Asked['query'] = {}): URL {
    // Another address would answer, that of a list.
    if (/\/(\/|$)/.test(path)) throw new TypeError('An id must not be empty.')
    const address = new URL(path, this.#base)
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) address.searchParams.set(name, String(value))
    return address
  }
}

/** A part of an address; an id may hold slashes, which stand as they are, but where dots or nothing between them would lead elsewhere. */
export const pathPart = (text: string): string =>
  /(^|\/)\.{0,2}(\/|$)/.test(text)
    ? encodeURIComponent(text)
    : text.split('/').map(encodeURIComponent).join('/')

/** Too many calls were refused before anything was done; what else failed may be repeated where that is the same. */
const isBusy = (method: Method, status: number): boolean =>
  status === 429 || (status === 503 && method !== 'POST')

function parsed(text: string, { status }: Response): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('This address answers, but not as the API of such a site does. Is it right?', {
      ...{ status, code: 'NotJson' },
    })
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
