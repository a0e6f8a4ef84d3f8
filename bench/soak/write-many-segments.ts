// An index in many segments, with documents of older ones replaced: what merging finds after many small commits.

import { mkdirSync, rmSync } from 'node:fs'
import { encodeDocuments } from '../../src/finding/encode-documents.ts'
import { indexKey } from '../../src/finding/index-key.ts'
import { paperDocument } from '../../src/finding/paper-document.ts'
import { countPapersAfter, papersChangedAfter, storeIdentity } from '../../src/finding/queries.ts'
import { IndexWriter } from '../../src/search/folder/index-writer.ts'
import type { IndexParts } from './index-crash.ts'

/** Shares of the papers: seven small segments and seven large ones become one each. */
const shares = [...new Array(7).fill(0.02), ...new Array(7).fill(0.13)]
const BATCH = 200
/** Every so many-th paper is written again in a later segment. */
const REPLACED = 20

/** Nothing is merged. */
export async function writeManySegments({ db, folder, encoder }: IndexParts): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const identity = await storeIdentity(db)
  const papers = await countPapersAfter(db, 0)
  const key = indexKey(identity, encoder)
  const writer = new IndexWriter({ folder, key, dimensions: encoder?.dimensions ?? 0 })
  const add = async (seq: number, limit: number, isWanted: (place: number) => boolean) => {
    const rows = await papersChangedAfter(db, seq, limit)
    const documents = rows.filter((_, place) => isWanted(place)).map(paperDocument)
    const vectors = await encodeDocuments(encoder, documents)
    for (const [at, document] of documents.entries()) writer.add(document, vectors[at])
    return rows.at(-1)?.change_seq ?? identity.seq
  }
  let seq = 0
  for (const share of shares) {
    for (let left = Math.ceil(papers * share); left > 0; left -= BATCH) {
      seq = await add(seq, Math.min(BATCH, left), () => true)
    }
    writer.commit(seq)
  }
  for (let from = 0; from < identity.seq; ) {
    from = await add(from, BATCH, (place) => place % REPLACED === 0)
  }
  writer.commit(identity.seq)
}
