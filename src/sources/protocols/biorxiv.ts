// bioRxiv and medRxiv: https://api.biorxiv.org. One row for each version, by the day on which it was posted.

import { type Fields, fieldsOf } from '../../papers/import/fields.ts'
import type { Item } from '../../papers/import/item.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, Protocol } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { type PreprintServer, recordOfVersions } from './biorxiv-record.ts'
import { isLastPage, totalOf } from './last-page.ts'

export interface BiorxivCursor {
  since: string
  until: string
  /** How many rows came before. */
  at: number
}

/** They usually send 30 rows; what counts is how many came. */
const usualRows = 30
/** All of bioRxiv has a third of it: who sends more repeats himself. */
const mostRows = 2_000_000

const names = { biorxiv: 'bioRxiv', medrxiv: 'medRxiv' }

/** `categories` as the server names them (`cell biology`, `cell_biology`); none means all. */
export function biorxivProtocol(options: {
  url: string
  server: PreprintServer
  categories: string[]
}): Protocol<BiorxivCursor> {
  const { url, server } = options
  const wanted = new Set(options.categories.map(foldCategory))
  return {
    start: ({ since, until }) => ({ since, until, at: 0 }),
    ask: ({ since, until, at }) => ({
      url: endpoint(url, `/details/${server}/${since}/${until}/${at}/json`),
    }),
    read(answer, cursor) {
      const { rows, total } = pageOf(answer, names[server])
      const at = cursor.at + rows.length
      if (at > mostRows) throw new SourceTrouble('garbled', `${names[server]} sends rows without an end.`)
      const isLast = isLastPage({ at: cursor.at, count: rows.length, full: usualRows, total })
      return {
        items: itemsOf(rows, cursor.at, server, wanted),
        ...(total === undefined ? {} : { total }),
        ...(isLast ? { doneThrough: cursor.until } : { next: { ...cursor, at } }),
      }
    },
  }
}

interface Rows {
  rows: unknown[]
  total: number | undefined
}

/** Errors come with status 200 and stand in `messages`; “no posts found” is none. */
function pageOf(answer: Answer, who: string): Rows {
  requireSuccess(answer, who)
  const { messages, collection } = readJsonObject(answer, who)
  const message = Array.isArray(messages) && isObject(messages[0]) ? messages[0] : {}
  const status = typeof message.status === 'string' ? cleanLine(message.status, 200) : ''
  if (/^no (?:posts|articles|results)/i.test(status)) return { rows: [], total: undefined }
  if (status !== '' && status.toLowerCase() !== 'ok') {
    throw new SourceTrouble('garbled', `${who} answered with an error. It says: “${status}”.`)
  }
  if (Array.isArray(collection)) return { rows: collection, total: totalOf(message.total) }
  throw new SourceTrouble('garbled', `${who} answered without a list of preprints.`)
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Versions of one preprint that came together are one item, where the first of them stood. */
function itemsOf(rows: unknown[], at: number, server: PreprintServer, wanted: ReadonlySet<string>): Item[] {
  const groups = new Map<unknown, { place: number; rows: unknown[] }>()
  rows.forEach((row, index) => {
    if (!isWanted(row, wanted)) return
    const key = isObject(row) && typeof row.doi === 'string' ? row.doi.trim().toLowerCase() : index
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { place: at + index + 1, rows: [row] })
  })
  return [...groups.values()].map((group) => ({
    where: `${names[server]} row ${group.place}`,
    read: () =>
      recordOfVersions(
        server,
        group.rows.map((row) => fieldsOf(row, 'The row')),
      ),
  }))
}

/** What has no category is looked at, so that its fault is told. */
function isWanted(row: unknown, wanted: ReadonlySet<string>): boolean {
  if (wanted.size === 0 || !isObject(row) || typeof row.category !== 'string') return true
  return wanted.has(foldCategory(row.category))
}

const foldCategory = (category: string): string =>
  category
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
