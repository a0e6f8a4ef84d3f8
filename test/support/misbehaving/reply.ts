// What protocols are asked, what they answer, and how an answer is told to go wrong.

import type { FaultName } from './faults.ts'
import type { Random } from './seeded.ts'

export interface Asked {
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  header(name: string): string | undefined
  body: string
}

export interface Reply {
  status: number
  type: string
  body: string
  headers?: Record<string, string>
}

/** One wrong thing inside an otherwise whole answer. */
export interface Twist {
  fault: FaultName | null
  random: Random
}

export interface Route {
  format: 'xml' | 'json'
  /** arXiv wants one request at a time. */
  isArxiv?: true
  /** Which faults its own answers can have, beside those of every answer. */
  twists: (asked: Asked) => FaultName[]
  matches(path: string): boolean
  answer(asked: Asked, twist: Twist): Reply
}

export const xml = (body: string, status = 200): Reply => ({ status, type: 'text/xml', body })

export const atom = (body: string, status = 200): Reply => ({ status, type: 'application/atom+xml', body })

export const json = (value: unknown, status = 200, headers?: Record<string, string>): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
  ...(headers ? { headers } : {}),
})

/** A reply with its fingerprint; 304 where the asker has it. */
export function withEtag(reply: Reply, asked: Asked, etag: string): Reply {
  const headers = { ...reply.headers, ETag: etag }
  if (asked.header('if-none-match') === etag) return { status: 304, type: reply.type, body: '', headers }
  return { ...reply, headers }
}

/** A query’s number; the fallback where it isn’t given, null where it is none. */
export function countIn(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name)
  if (text === null || text === '') return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
