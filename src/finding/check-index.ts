// Whether the index of a folder is whole and agrees with the store.

import type { Db } from '../db/connect.ts'
import { IndexDamaged } from '../search/folder/index-damaged.ts'
import { sameKey } from '../search/folder/manifest.ts'
import { type OpenIndex, openIndex } from '../search/folder/open-index.ts'
import { idAt } from '../search/segment/segment-view.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import { indexKey } from './index-key.ts'
import { mergedAfter, paperNumbers, storeIdentity } from './queries.ts'

export interface IndexCheck {
  /** Papers in the folder's segments that are not gone. */
  papers: number
  segments: number
  bytes: number
  /** Change number up to which the segments hold everything, and the store's. */
  seq: number
  storeSeq: number
  /** Each a sentence; empty where all is well. */
  problems: string[]
}

/** Ids read from the store at a time. */
const BATCH = 5_000
/** More examples say nothing new. */
const EXAMPLES = 3

/**
 * Reads every byte of the index, and compares ids and change numbers with the store. Papers that changed after the
 * last commit are no problem: they are found from memory until the next.
 */
export async function checkIndex(db: Db, folder: string, encoder: Encoder | null): Promise<IndexCheck> {
  const identity = await storeIdentity(db)
  const nothing = { papers: 0, segments: 0, bytes: 0, seq: 0, storeSeq: identity.seq }
  let index: OpenIndex | null
  try {
    index = openIndex(folder)
  } catch (error) {
    if (error instanceof IndexDamaged) return { ...nothing, problems: [error.message] }
    throw error
  }
  if (!index) return { ...nothing, problems: ['There is no search index yet.'] }
  const { manifest, segments } = index
  const found = {
    papers: segments.reduce((sum, { data, gone }) => sum + data.seqs.length - sumOf(gone), 0),
    segments: segments.length,
    bytes: manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0),
    seq: manifest.seq,
    storeSeq: identity.seq,
  }
  if (!sameKey(manifest.key, indexKey(identity, encoder))) {
    return {
      ...found,
      problems: ['The search index belongs to another state of the store or to another encoder.'],
    }
  }
  return { ...found, problems: await differences(db, index) }
}

const sumOf = (gone: Uint8Array | null) => gone?.reduce((sum, one) => sum + one, 0) ?? 0

async function differences(db: Db, index: OpenIndex): Promise<string[]> {
  const { numbers, twice } = numbersOf(index)
  const [missing, older]: [string[], string[]] = [[], []]
  for (let after = ''; ; ) {
    const papers = await paperNumbers(db, after, BATCH)
    for (const { id, change_seq } of papers) {
      const indexed = numbers.get(id)
      numbers.delete(id)
      if (change_seq > index.manifest.seq) continue
      if (indexed === undefined) missing.push(id)
      else if (indexed !== change_seq) older.push(id)
    }
    if (papers.length < BATCH) break
    after = papers.at(-1)?.id ?? ''
  }
  for (const id of await mergedAfter(db, index.manifest.seq)) numbers.delete(id)
  return [
    ...told('Papers of the store that the index lacks', missing),
    ...told('Papers that stand in the index with another change number', older),
    ...told('Papers of the index that the store lacks', [...numbers.keys()]),
    ...told('Papers that stand in the index twice', twice),
  ]
}

function numbersOf({ segments }: OpenIndex): { numbers: Map<string, number>; twice: string[] } {
  const numbers = new Map<string, number>()
  const twice: string[] = []
  for (const { data, gone } of segments) {
    for (let document = 0; document < data.seqs.length; document++) {
      if (gone?.[document] === 1) continue
      const id = idAt(data, document)
      if (numbers.has(id)) twice.push(id)
      numbers.set(id, data.seqs[document] ?? 0)
    }
  }
  return { numbers, twice }
}

function told(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const more = ids.length > EXAMPLES ? ` and ${ids.length - EXAMPLES} more` : ''
  return [`${what}: ${ids.slice(0, EXAMPLES).join(', ')}${more}.`]
}
