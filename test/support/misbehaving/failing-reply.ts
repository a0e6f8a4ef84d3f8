// Answers that say no, or nothing.

import { gzipSync } from 'node:zlib'
import type { Delivery } from './deliver.ts'

interface FailingReply {
  status: number
  headers: Record<string, string>
  body: string | Buffer
}

/** Null where the fault lets an answer be made. */
export function failingReply({ request, fault, pace, isArxiv }: Delivery): FailingReply | null {
  const html = { 'Content-Type': 'text/html' }
  const wait = pace.retryAfterSeconds
  switch (fault) {
    case 'tooMany':
      return tooMany(isArxiv)
    case 'unavailable':
      return { status: 503, headers: { ...html, 'Retry-After': String(wait) }, body: sorry('503') }
    case 'unavailableUntil': {
      const date = new Date(Date.now() + wait * 1000).toUTCString()
      return { status: 503, headers: { ...html, 'Retry-After': date }, body: sorry('503') }
    }
    case 'serverError':
      return { status: 500, headers: html, body: sorry('500') }
    case 'emptyBody':
      return { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: '' }
    case 'htmlPage':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: sorry('Maintenance'),
      }
    case 'gzipBomb':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' },
        body: bomb(),
      }
    case 'redirected':
      return redirect(request.method, `${movedPrefix}${request.url}`)
    case 'redirectLoop':
      return redirect(request.method, `${loopPrefix}${request.url}`)
    default:
      return null
  }
}

/** Before the path of an answer that was redirected once. */
export const movedPrefix = '/moved'
/** Before a path that leads to itself. */
export const loopPrefix = '/round'

/** A POST stays one. */
const redirect = (method: string | undefined, location: string): FailingReply => ({
  status: method === 'GET' ? 302 : 307,
  headers: { Location: location },
  body: '',
})

function tooMany(isArxiv: boolean): FailingReply {
  if (isArxiv) return { status: 429, headers: { 'Content-Type': 'text/html' }, body: 'Rate exceeded.' }
  const body = JSON.stringify({ message: 'Too many requests. Please wait.', code: '429' })
  return { status: 429, headers: { 'Content-Type': 'application/json' }, body }
}

const sorry = (what: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${what}</title></head><body><h1>${what}</h1><p>We are sorry & will be back<br>soon.</body></html>\n`

const bombMegabytes = 256
let made: Buffer | undefined

/** As many members of a megabyte of blanks: a quarter of a megabyte in all. Made when first needed. */
function bomb(): Buffer {
  made ??= Buffer.concat(Array(bombMegabytes).fill(gzipSync(Buffer.alloc(1 << 20, ' '), { level: 9 })))
  return made
}
