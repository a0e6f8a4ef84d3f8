// The language that readers search in. query-language.ts describes it for the help pages.

import { gatherQuery } from './gather-query.ts'
import { nameIgnored } from './ignored.ts'
import { parseTokens } from './parse-tokens.ts'
import type { Query } from './query.ts'
import { readTokens } from './read-tokens.ts'
import { readableText } from './readable-text.ts'

/** In UTF-16 units. */
const longestQuery = 1000

/**
 * Reads any text as a query; never throws, and takes time linear in `limit`, the number of UTF-16 units that are read.
 * What could not be used as it was meant is named in `ignored`, with a sentence for the reader.
 */
export function parseQuery(text: string, limit = longestQuery): Query {
  const typed = cut(text, limit)
  const query: Query = {
    text: typed,
    words: [],
    required: [],
    excluded: [],
    filters: { categories: [], has: [] },
    ignored: [],
  }
  if (typed.length < text.length) {
    const why = `A search reads ${limit.toLocaleString('en')} characters; what stands behind them was left out.`
    const rest = text.slice(typed.length)
    // Of spaces nothing can be quoted, but they may be all that the reader meant to send.
    nameIgnored(query.ignored, rest.trim() === '' ? '…' : rest, why)
  }
  const tokens = readTokens(readableText(typed), typed, query.ignored)
  const nodes = parseTokens(tokens, (token, why) =>
    nameIgnored(query.ignored, typed.slice(token.start, token.end), why),
  )
  gatherQuery(nodes, query, typed)
  if (isEmpty(query)) nameIgnored(query.ignored, typed, 'There is no word in this that can be searched for.')
  return query
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}

function isEmpty({ words, required, excluded, filters, ignored }: Query): boolean {
  const asks = words.length + required.length + excluded.length + Object.values(filters).flat().length
  return asks === 0 && ignored.length === 0
}
