// The writer's side: brings an index folder up to what the store holds.

import { mkdirSync, statfsSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import { takeFileLock } from '../db/file-lock.ts'
import { Conflict } from '../errors.ts'
import { IndexDamaged } from '../search/folder/index-damaged.ts'
import { IndexWriter } from '../search/folder/index-writer.ts'
import type { SearchDocument } from '../search/search-document.ts'
import { MAX_DOCUMENTS } from '../search/segment/segment-data.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import { type DocumentEncoding, encodeDocuments } from './encode-documents.ts'
import { indexKey, lockFile } from './index-key.ts'
import type { EncoderSettings } from './load-encoder.ts'
import { paperDocument } from './paper-document.ts'
import { countPapersAfter, mergedAfter, papersChangedAfter, storeIdentity } from './queries.ts'
import { createThreadedEncoding } from './threaded-encoding.ts'

export interface BuildParts {
  db: Db
  folder: string
  encoder: Encoder | null
  /** For a thread that encodes beside this one, where there is much to do; absent: all is done in this one. */
  encoderSettings?: EncoderSettings
  signal: AbortSignal
  onProgress?: (progress: BuildProgress) => void
}

export interface BuildProgress {
  /** Papers that are in the index, committed or not. */
  done: number
  total: number
}

/** Rows read and encoded in one go: some 30 ms. */
const BATCH = 200
/** Below, starting a thread takes longer than what it saves. */
const WORTH_A_THREAD = 2_000

export interface BuildHow {
  /** Makes the whole index again; the old one stays until the new one is whole. */
  anew?: boolean
  /** The old one was found damaged: nothing of it is used. */
  isDamaged?: boolean
}

/**
 * Adds what changed since the last commit and merges what should be one. An index that turns out to be damaged is
 * made again. Returns false where another process holds the writer's lock.
 */
export async function buildIndex(parts: BuildParts, how: BuildHow = {}): Promise<boolean> {
  const { folder } = parts
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = takeFileLock(lockFile(folder))
  if (!lock) return false
  try {
    await write(parts, how).catch((error) => {
      if (!(error instanceof IndexDamaged)) throw error
      return write(parts, { isDamaged: true })
    })
    return true
  } finally {
    lock.release()
  }
}

/** @throws IndexDamaged */
async function write(parts: BuildParts, { anew = false, isDamaged = false }: BuildHow): Promise<void> {
  const { db, folder, encoder, signal } = parts
  const key = indexKey(await storeIdentity(db), encoder)
  const options = { folder, key, dimensions: encoder?.dimensions ?? 0 }
  const writer = new IndexWriter(options, { anew: anew || isDamaged })
  try {
    // A damaged index is worth less than the beginning of another.
    await addChanges(writer, parts, { commitAtEnd: anew && !isDamaged })
    do {
      await nextTurn()
      refuseFullDisk(folder)
    } while (!signal.aborted && writer.mergeOnce())
  } catch (error) {
    writer.discard()
    throw error
  }
}

/** Bytes, and the part of a small disk, that are left to the store, which mostly lies on the same one. */
const LEFT_FREE = 200_000_000
const LEFT_PART = 0.05

function refuseFullDisk(folder: string): void {
  const { bavail, blocks, bsize } = statfsSync(folder)
  if (bavail * bsize >= Math.min(LEFT_FREE, LEFT_PART * blocks * bsize)) return
  throw new Conflict(
    `The disk of ${folder} is full (ENOSPC): ${Math.floor((bavail * bsize) / 1_000_000)} MB are free. Free some space.`,
  )
}

async function addChanges(
  writer: IndexWriter,
  parts: BuildParts,
  how: { commitAtEnd: boolean },
): Promise<void> {
  const { db, encoder, encoderSettings } = parts
  const changed = await countPapersAfter(db, writer.seq)
  if (!encoder || !encoderSettings || changed < WORTH_A_THREAD) {
    const encode: DocumentEncoding = (documents) => encodeDocuments(encoder, documents)
    return addInBatches(writer, parts, { ...how, changed, encode })
  }
  const { encode, close } = createThreadedEncoding(encoderSettings)
  return addInBatches(writer, parts, { ...how, changed, encode }).finally(close)
}

interface Adding {
  commitAtEnd: boolean
  /** Papers to add. */
  changed: number
  encode: DocumentEncoding
}

async function addInBatches(
  writer: IndexWriter,
  { db, folder, signal, onProgress }: BuildParts,
  { commitAtEnd, changed, encode }: Adding,
): Promise<void> {
  let seq = writer.seq
  let uncommitted = 0
  let done = writer.documents
  const total = done + changed
  let upcoming = nextBatch(db, seq, encode)
  while (!signal.aborted) {
    const { documents, vectors } = await upcoming
    refuseFullDisk(folder)
    seq = documents.at(-1)?.seq ?? seq
    const isLast = documents.length < BATCH
    // The next papers are read and encoded while these are added.
    if (!isLast) upcoming = nextBatch(db, seq, encode)
    const encoded = await vectors
    documents.forEach((document, at) => {
      writer.add(document, encoded[at])
    })
    uncommitted += documents.length
    done += documents.length
    onProgress?.({ done, total: Math.max(total, done) })
    if (isLast) break
    // A full segment is worth keeping: after a crash the work goes on behind it.
    if (uncommitted >= MAX_DOCUMENTS && !commitAtEnd) {
      await commit(writer, db, seq)
      uncommitted = 0
    }
    await nextTurn()
  }
  await upcoming.catch(() => {})
  if (!signal.aborted || !commitAtEnd) await commit(writer, db, seq)
}

/** Whatever was merged before one of the papers was read is known by now. */
async function commit(writer: IndexWriter, db: Db, seq: number): Promise<void> {
  for (const id of await mergedAfter(db, writer.seq)) writer.remove(id)
  writer.commit(seq)
}

interface Batch {
  documents: SearchDocument[]
  vectors: ReturnType<DocumentEncoding>
}

async function nextBatch(db: Db, after: number, encode: DocumentEncoding): Promise<Batch> {
  const rows = await papersChangedAfter(db, after, BATCH)
  const documents = rows.map(paperDocument)
  const vectors = encode(documents)
  // Whoever takes the batch hears of it; if nobody does, it is no crash.
  vectors.catch(() => {})
  return { documents, vectors }
}
