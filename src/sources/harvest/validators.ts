// What a source said of the state of its pages (ETag, Last-Modified), so that it is asked only for what changed since.

import type { SourceStateTable } from '../../db/schema-sources.ts'
import type { Answer, Ask } from '../protocol.ts'

interface Validator {
  etag?: string
  lastModified?: string
}

const MOST_KEPT = 200
const LONGEST = 300

export interface Validators {
  /** The request with what is known of its address. */
  added(ask: Ask): Ask
  note(answer: Answer, url: string): void
  /** As it is kept in the store. */
  text(): string | null
}

export function createValidators({ validators }: Pick<SourceStateTable, 'validators'>): Validators {
  const known = new Map<string, Validator>(validators === null ? [] : Object.entries(JSON.parse(validators)))
  return {
    added(ask) {
      const validator = known.get(ask.url)
      if (!validator) return ask
      const { etag, lastModified } = validator
      const headers = {
        ...ask.headers,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
      }
      return { ...ask, headers }
    },
    note({ headers }, url) {
      const validator: Validator = {}
      const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')]
      if (etag !== null && etag.length <= LONGEST) validator.etag = etag
      if (lastModified !== null && lastModified.length <= LONGEST) validator.lastModified = lastModified
      known.delete(url)
      if (etag === null && lastModified === null) return
      known.set(url, validator)
      const [oldest] = known.keys()
      if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    },
    text: () => (known.size === 0 ? null : JSON.stringify(Object.fromEntries(known))),
  }
}
