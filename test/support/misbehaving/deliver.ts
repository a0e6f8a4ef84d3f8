// How an answer travels, and what happens to it on the way.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { deflateSync, gzipSync } from 'node:zlib'
import { failingReply } from './failing-reply.ts'
import type { FaultName } from './faults.ts'
import type { Reply } from './reply.ts'
import type { Random } from './seeded.ts'

export interface Pace {
  /** Between two pieces of a slow answer, milliseconds. */
  dripMs: number
  /** How long a stalled answer stays open. */
  stallMs: number
  /** How long every request stays open before anything comes. */
  latencyMs: number
  /** What 503 says. */
  retryAfterSeconds: number
}

export interface Delivery {
  request: IncomingMessage
  response: ServerResponse
  fault: FaultName | null
  random: Random
  pace: Pace
  isArxiv: boolean
}

/** Sends what `make` makes, unless nothing of it is to arrive. */
export function deliver(delivery: Delivery, make: () => Reply): void {
  const { request, response, fault } = delivery
  const failing = failingReply(delivery)
  if (fault === 'hungUp') request.socket.destroy()
  else if (failing) response.writeHead(failing.status, failing.headers).end(failing.body)
  else send(delivery, make())
}

function send({ request, response, fault, random, pace }: Delivery, reply: Reply): void {
  const { body, headers } = encoded(reply, fault)
  const begin = body.subarray(0, 1 + random.below(Math.max(1, body.length - 2)))
  response.statusCode = reply.status
  response.setHeaders(new Map(Object.entries(headers)))
  if (reply.status !== 304) response.setHeader('Content-Length', body.length)
  if (reply.status === 304) response.end()
  else if (fault === 'truncated') response.setHeader('Content-Length', begin.length).end(begin)
  else if (fault === 'torn') response.write(begin, () => request.socket.destroy())
  else if (fault === 'stalled') stall(response, begin, pace.stallMs)
  else if (fault === 'slowDrip') drip(response, body, pace.dripMs)
  else response.end(body)
}

function encoded({ body, type, headers }: Reply, fault: FaultName | null) {
  const own = { ...headers, 'Content-Type': `${type}; charset=utf-8` }
  switch (fault) {
    case 'wrongCharset':
      return { body: Buffer.from(body), headers: { ...own, 'Content-Type': `${type}; charset=iso-8859-1` } }
    case 'latin1':
      return { body: latin1(body), headers: { ...own, 'Content-Type': type } }
    case 'gzip':
      return { body: gzipSync(body, { level: 1 }), headers: { ...own, 'Content-Encoding': 'gzip' } }
    case 'deflate':
      return { body: deflateSync(body, { level: 1 }), headers: { ...own, 'Content-Encoding': 'deflate' } }
    default:
      return { body: Buffer.from(body), headers: own }
  }
}

/** Letters that ISO-8859-1 lacks become numbers. */
function latin1(body: string): Buffer {
  const declared = body.replace(/(<\?xml [^>]*encoding=["'])UTF-8/, '$1ISO-8859-1')
  return Buffer.from(
    declared.replace(/[^\0-\xff]/gu, (letter) => `&#x${letter.codePointAt(0)?.toString(16)};`),
    'latin1',
  )
}

function stall(response: ServerResponse, part: Buffer, ms: number): void {
  response.write(part)
  const timer = setTimeout(() => response.destroy(), ms)
  response.on('close', () => clearTimeout(timer))
}

const pieces = 8

function drip(response: ServerResponse, body: Buffer, ms: number): void {
  const size = Math.ceil(body.length / pieces)
  let at = 0
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + size))
    at += size
    if (at >= body.length) response.end()
  }, ms)
  response.on('close', () => clearInterval(timer))
  response.on('finish', () => clearInterval(timer))
}
