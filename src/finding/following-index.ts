// The reader's side: shows the index of a folder and, over it, what the store says since the last commit.

import type { Db } from '../db/connect.ts'
import { IndexDamaged } from '../search/folder/index-damaged.ts'
import { commitStamp, sameKey } from '../search/folder/manifest.ts'
import { type OpenIndex, openIndex, readAhead } from '../search/folder/open-index.ts'
import type { SearchDocument } from '../search/search-document.ts'
import type { Searcher } from '../search/searcher.ts'
import { SegmentBuilder } from '../search/segment/segment-builder.ts'
import type { SegmentData } from '../search/segment/segment-data.ts'
import { createSnapshot, type SnapshotSegment } from '../search/segment/snapshot.ts'
import type { Encoder } from '../search/semantic/encoder.ts'
import type { QuantizedVector } from '../search/semantic/quantize.ts'
import type { ScanMaker } from '../search/semantic/vector-scan.ts'
import { encodeDocuments } from './encode-documents.ts'
import { indexKey } from './index-key.ts'
import { paperDocument } from './paper-document.ts'
import { mergedAfter, papersChangedAfter, type StoreIdentity, storeIdentity } from './queries.ts'

export interface FollowParts {
  db: Db
  /** Absent: there is no folder, everything is held in memory. */
  folder?: string
  encoder: Encoder | null
  scanOf: ScanMaker
  searcher: Searcher
}

export interface Freshness {
  /** Papers that can be found. */
  documents: number
  /** Changes of the store that can't be found yet. */
  missing: number
  /** Changes found, but only in memory: a writer should put them into the folder. */
  inMemory: number
  /** Of the folder: files of papers, and their size together. */
  segments: number
  bytes: number
  /** The sentence of what is wrong with the folder's index, if anything is. */
  damage?: string
}

/** Further changes wait for the writer: in memory they would cost too much to keep in order. */
const MOST_IN_MEMORY = 3_000
const BATCH = 200

const NO_BITS = new Uint8Array(0)

interface LiveDocument {
  document: SearchDocument
  vector: QuantizedVector | undefined
}

export class FollowingIndex {
  readonly #parts: FollowParts
  readonly #most: number
  readonly #scans = new WeakMap<SegmentData, SnapshotSegment['scan']>()
  #index: OpenIndex | null = null
  #live = new Map<string, LiveDocument>()
  /** Change number up to which everything is shown. */
  #seq = 0
  #epoch = ''

  constructor(parts: FollowParts) {
    this.#parts = parts
    this.#most = parts.folder === undefined ? Number.POSITIVE_INFINITY : MOST_IN_MEMORY
  }

  /** Looks at folder and store, and shows what is new. Cheap when nothing is. */
  async refresh(): Promise<Freshness> {
    const identity = await storeIdentity(this.#parts.db)
    const damage = await this.#followFolder(identity)
    const base = this.#index?.manifest.seq ?? 0
    const changed = (await this.#followStore(identity, base)) || this.#shown !== this.#index
    if (changed) this.#show()
    return {
      documents: this.#parts.searcher.snapshot.documents,
      // What was read may be newer than the number that was read before it.
      missing: Math.max(0, identity.seq - this.#seq),
      inMemory: this.#seq - this.#written,
      ...sizeOfFolder(this.#index),
      ...(damage === undefined ? {} : { damage }),
    }
  }

  /** The commit of the folder that was looked at last: it is not read again before there is another. */
  #seen: { commit: string; damage?: string } | null = null
  /** Change number up to which that commit holds everything; 0 where it is none of ours or damaged. */
  #written = 0

  /** Returns what is wrong with the folder, if anything. */
  async #followFolder(identity: StoreIdentity): Promise<string | undefined> {
    const { folder, encoder } = this.#parts
    if (folder === undefined) return undefined
    const key = indexKey(identity, encoder)
    if (this.#index && !sameKey(this.#index.manifest.key, key)) this.#index = null
    const commit = commitStamp(folder)
    if (this.#seen?.commit === commit && this.#epoch === identity.epoch) return this.#seen.damage
    this.#written = 0
    try {
      const opened = openIndex(folder, await readAhead(folder, this.#index))
      this.#seen = { commit }
      if (opened && sameKey(opened.manifest.key, key)) this.#use(opened)
      return undefined
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error
      this.#seen = { commit, damage: error.message }
      return error.message
    }
  }

  /** What was read before stays good while files are damaged, gone or made again: until the new ones say as much. */
  #use(opened: OpenIndex): void {
    this.#written = opened.manifest.seq
    if (opened.manifest.seq >= (this.#index?.manifest.seq ?? 0)) this.#index = opened
  }

  /** Takes what changed after the folder's commit into memory; returns whether that is news. */
  async #followStore({ seq, epoch }: StoreIdentity, base: number): Promise<boolean> {
    const restored = epoch !== this.#epoch
    if (restored || this.#seq < base) this.#seq = base
    if (restored) this.#live.clear()
    this.#epoch = epoch
    let news = restored
    for (const [id, { document }] of this.#live) {
      if (document.seq > base) continue
      this.#live.delete(id)
      news = true
    }
    while (this.#seq < seq && this.#live.size < this.#most) {
      const rows = await papersChangedAfter(this.#parts.db, this.#seq, BATCH)
      if (rows.length === 0) break
      await this.#take(rows.map(paperDocument))
      news = true
    }
    // Numbers may be taken without a paper: then nothing is missing all the same.
    if (this.#live.size < this.#most) this.#seq = Math.max(this.#seq, seq)
    return (await this.#forgetMerged(base)) || news
  }

  /** Ids that led to a paper of their own in the folder, and don't any more. */
  #merged: string[] = []

  async #forgetMerged(base: number): Promise<boolean> {
    const before = this.#merged.join(' ')
    this.#merged = await mergedAfter(this.#parts.db, base)
    const gone = this.#merged.filter((id) => this.#live.delete(id))
    return gone.length > 0 || this.#merged.join(' ') !== before
  }

  async #take(documents: readonly SearchDocument[]): Promise<void> {
    const vectors = await encodeDocuments(this.#parts.encoder, documents)
    documents.forEach((document, at) => {
      this.#live.set(document.id, { document, vector: vectors[at] })
      this.#seq = document.seq
    })
  }

  #shown: OpenIndex | null = null

  #show(): void {
    this.#shown = this.#index
    const segments = (this.#index?.segments ?? []).map(({ data, gone }) => ({
      data,
      gone,
      scan: this.#scanOf(data),
    }))
    this.#parts.searcher.show(createSnapshot(segments, this.#liveSegment(), this.#merged))
  }

  #liveSegment(): SnapshotSegment | null {
    if (this.#live.size === 0) return null
    const builder = new SegmentBuilder(this.#parts.encoder?.dimensions ?? 0)
    for (const { document, vector } of this.#live.values()) builder.add(document, vector)
    const data = builder.finish()
    return { data, gone: null, scan: this.#scanOf(data) }
  }

  #scanOf(data: SegmentData): SnapshotSegment['scan'] {
    const known = this.#scans.get(data)
    if (known !== undefined) return known
    const made = data.dimensions > 0 ? this.#parts.scanOf(data) : null
    // The scan has its own copy, and nobody else asks for them: 50 MB at 400,000 papers.
    data.bits = NO_BITS
    this.#scans.set(data, made)
    return made
  }
}

function sizeOfFolder(index: OpenIndex | null): Pick<Freshness, 'segments' | 'bytes'> {
  const segments = index?.manifest.segments ?? []
  return { segments: segments.length, bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0) }
}
