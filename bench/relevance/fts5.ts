// SQLite's full-text search as it comes: porter stems, bm25 with its fixed constants, any of the query's words.

import { DatabaseSync } from 'node:sqlite'
import type { Collection } from '../../src/search/evaluation/beir.ts'
import { type Relevance, relevanceOf } from '../../src/search/evaluation/ndcg.ts'

const DEPTH = 100

export function evaluateFts5({ documents, queries, judgements }: Collection): Relevance {
  const database = new DatabaseSync(':memory:')
  database.exec(
    `create virtual table words using fts5(id unindexed, title, abstract, tokenize = 'porter unicode61')`,
  )
  const insert = database.prepare('insert into words values (?, ?, ?)')
  database.exec('begin')
  for (const { id, title, text } of documents) insert.run(id, title, text)
  database.exec('commit')
  const select = database.prepare(`select id from words where words match ? order by rank limit ${DEPTH}`)
  const rankings = new Map<string, string[]>()
  for (const [id, text] of queries) {
    const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
    const any = Array.from(words, (word) => `"${word}"`).join(' OR ')
    rankings.set(id, any === '' ? [] : select.all(any).map((found) => String(found.id)))
  }
  database.close()
  return relevanceOf(rankings, judgements)
}
