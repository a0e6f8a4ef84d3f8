// A query as tools take it: words in the language of the search field, and filters in fields of their own.

import * as v from 'valibot'
import { Invalid } from '../../errors.ts'
import { LONGEST_QUERY } from '../../finding/finder.ts'
import { parseQuery } from '../../search/query/parse-query.ts'
import type { Ignored, Query } from '../../search/query/query.ts'
import { addFilter, readFilter } from '../../search/query/read-filter.ts'
import { text } from './inputs.ts'
import { inQuotes, visible } from './quotation.ts'

/** More than is read: the answer says what was left out. */
const LONGEST_TYPED = 4_000
const LONGEST_FILTER = 100

export const queryInput = {
  query: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(LONGEST_TYPED),
    v.description(
      `What is looked for, in words; ${LONGEST_QUERY} characters are read. Also understood: "a phrase", +required, -excluded, OR, title:, author:, category:, after:, before:, year:, has:code, is:listed.`,
    ),
  ),
  category: v.optional(
    text(LONGEST_FILTER, 'cs.CL, or cs for all of computer science; several with commas: any of them.'),
  ),
  after: v.optional(text(LONGEST_FILTER, 'From that year, month or day on: 2024, 2024-05, 2024-05-03.')),
  before: v.optional(text(LONGEST_FILTER, 'Before that year, month or day.')),
}

export type QueryAsked = Record<'query', string> &
  Partial<Record<'category' | 'after' | 'before', string | undefined>>

const filters = ['category', 'after', 'before'] as const

/** The words of the query and the filters of their own fields. @throws Invalid */
export function readQuery(asked: QueryAsked): Query {
  const query = parseQuery(visible(asked.query).replace(/\s+/g, ' '), LONGEST_QUERY)
  for (const name of filters) {
    const value = asked[name]?.trim()
    if (!value) continue
    const reading = readFilter(name, value.replace(/\s+/g, ''))
    if (typeof reading === 'string') throw new Invalid(`“${name}”: ${reading}`, { [name]: reading })
    addFilter(query.filters, reading)
  }
  return query
}

/** All of it as it would be typed into the search field of the site. */
export function asTyped({ text }: Query, asked: QueryAsked): string {
  const fields = filters.flatMap((name) => {
    const value = asked[name]?.replace(/\s+/g, '')
    return value ? [`${name}:${value}`] : []
  })
  return [text, ...fields].join(' ')
}

export const ignoredShape = v.pipe(
  v.array(v.object({ text: v.string(), why: v.string() })),
  v.description('Parts of the query that could not be used, and why.'),
)

export const ignoredOf = (ignored: readonly Ignored[]) =>
  ignored.map(({ text, why }) => ({ text: visible(text), why }))

export const ignoredText = ({ text, why }: Ignored): string =>
  `Ignored of the query: ${inQuotes(text)}. ${why}`
