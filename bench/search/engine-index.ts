// The project's own engine over papers of a file instead of a store: written to a folder and opened from it, as the
// site does.

import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { encodeDocuments } from '../../src/finding/encode-documents.ts'
import { type LoadedEncoder, loadEncoder } from '../../src/finding/load-encoder.ts'
import { IndexWriter } from '../../src/search/folder/index-writer.ts'
import { openIndex } from '../../src/search/folder/open-index.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import type { SearchDocument } from '../../src/search/search-document.ts'
import { Searcher, type SearchMode } from '../../src/search/searcher.ts'
import { createSnapshot } from '../../src/search/segment/snapshot.ts'
import type { BenchPaper } from './peer.ts'

export interface Engine {
  papers: number
  /** Ids, best first, for a text as a reader types it. */
  search(text: string, options: { mode: SearchMode; limit: number }): Promise<string[]>
  /** Of the folder. */
  bytes: number
}

type Papers = Iterable<BenchPaper> | AsyncIterable<BenchPaper>

/** Papers encoded and added in one go, as the site does. */
const BATCH = 200

/** `lexical` makes an index without vectors; the other modes need both halves. */
export async function buildEngine(folder: string, papers: Papers, mode: SearchMode): Promise<Engine> {
  mkdirSync(folder, { recursive: true })
  const loaded = mode === 'lexical' ? null : await loadEncoder({ kind: 'built-in' })
  await write(folder, papers, loaded)
  const searcher = new Searcher(loaded?.encoder ?? null)
  const segments = openIndex(folder)?.segments ?? []
  searcher.show(
    createSnapshot(
      segments.map(({ data, gone }) => ({ data, gone, scan: loaded?.scanOf(data) ?? null })),
      null,
    ),
  )
  return {
    papers: searcher.snapshot.documents,
    async search(text, { mode, limit }) {
      const request = { query: parseQuery(text), mode, order: 'relevance', offset: 0, limit } as const
      return (await searcher.search(request)).hits.map(({ id }) => id)
    },
    bytes: readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
  }
}

async function write(folder: string, papers: Papers, loaded: LoadedEncoder | null): Promise<void> {
  const encoder = loaded?.encoder ?? null
  const key = { store: 'bench', epoch: 'bench', analysis: 'bench', encoder: encoder?.hash ?? 'none' }
  const writer = new IndexWriter({ folder, key, dimensions: encoder?.dimensions ?? 0 })
  const add = async (batch: SearchDocument[]) => {
    const vectors = await encodeDocuments(encoder, batch)
    batch.forEach((document, at) => {
      writer.add(document, vectors[at])
    })
  }
  let batch: SearchDocument[] = []
  let seq = 0
  for await (const { id, title, abstract } of papers) {
    seq++
    batch.push({ id, seq, title, abstract, authors: [], categories: [], day: null, traits: [] })
    if (batch.length < BATCH) continue
    await add(batch)
    batch = []
  }
  await add(batch)
  writer.commit(seq)
  while (writer.mergeOnce());
}
