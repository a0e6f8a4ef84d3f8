// The one writer of an index folder: adds documents, replaces them, merges, commits. Whoever makes one holds the
// folder's lock; readers need none. A crash at any moment leaves the last commit.

import { randomInt } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { SearchDocument } from '../search-document.ts'
import { SegmentBuilder } from '../segment/segment-builder.ts'
import type { IdColumns } from '../segment/segment-data.ts'
import { documentWithId } from '../segment/segment-view.ts'
import type { QuantizedVector } from '../semantic/quantize.ts'
import { chooseMerge } from './choose-merge.ts'
import { IndexDamaged } from './index-damaged.ts'
import {
  type IndexKey,
  type Manifest,
  readManifest,
  type SegmentEntry,
  sameKey,
  writeManifest,
} from './manifest.ts'
import { readIdColumns, readSegmentFile, writeSegmentFile } from './segment-file.ts'
import { readTombstones } from './tombstones.ts'
import { UNFINISHED, writeWhole } from './whole-file.ts'

interface WrittenSegment {
  entry: SegmentEntry
  ids: IdColumns
  /** A byte a document, 1 where it is gone. */
  gone: Uint8Array
  goneCount: number
  /** Whether `gone` says more than its file. */
  changed: boolean
}

export interface WriterOptions {
  folder: string
  key: IndexKey
  /** Of the documents' vectors; 0: none. */
  dimensions: number
}

export class IndexWriter {
  readonly #options: WriterOptions
  #segments: WrittenSegment[] = []
  #generation = 0
  #seq = 0
  #builder: SegmentBuilder
  /** Ids in the builder: a document that comes again closes the segment first. */
  #building = new Set<string>()

  /** Goes on with what is in the folder if it has the same key; starts with nothing otherwise, or with `anew`. */
  constructor(options: WriterOptions, { anew = false } = {}) {
    this.#options = options
    this.#builder = new SegmentBuilder(options.dimensions)
    const manifest = this.#readableManifest()
    // Without the last number any may have been used: a reader would take a new file for the old one of its name.
    this.#generation = manifest?.generation ?? randomInt(2 ** 40)
    if (manifest || !this.#isDamaged) this.#removeOthers(manifest?.segments ?? [])
    if (anew || !manifest || !sameKey(manifest.key, options.key)) return
    this.#seq = manifest.seq
    this.#segments = manifest.segments.map((entry) => this.#opened(entry))
  }

  /** Change number up to which everything is in the index. */
  get seq(): number {
    return this.#seq
  }

  /** Documents in the committed segments that are not gone. */
  get documents(): number {
    return this.#segments.reduce((sum, { entry, goneCount }) => sum + entry.documents - goneCount, 0)
  }

  /** Adds a document, or puts it in the place of the one with its id. Nothing is visible before `commit`. */
  add(document: SearchDocument, vector?: QuantizedVector): void {
    if (this.#builder.isFull || this.#building.has(document.id)) this.#closeSegment()
    this.#forget(document.id)
    this.#builder.add(document, vector)
    this.#building.add(document.id)
  }

  /** Takes the document with this id out, if it is there. Nothing is visible before `commit`. */
  remove(id: string): void {
    if (this.#building.has(id)) this.#closeSegment()
    this.#forget(id)
  }

  /** Makes everything added visible: the index now holds all changes up to `seq`. */
  commit(seq: number): void {
    this.#closeSegment()
    this.#generation++
    this.#segments = this.#segments.filter(({ entry, goneCount }) => goneCount < entry.documents)
    for (const segment of this.#segments) if (segment.changed) this.#writeTombstones(segment)
    this.#seq = seq
    const { folder, key } = this.#options
    const segments = this.#segments.map(({ entry }) => entry)
    writeManifest(folder, { key, seq, generation: this.#generation, segments })
    this.#removeOthers(segments)
  }

  /** Merges a group of segments, if one is worth it, and commits. Returns whether it did. */
  mergeOnce(): boolean {
    this.#closeSegment()
    const sizes = this.#segments.map(({ entry, goneCount }) => ({
      documents: entry.documents,
      gone: goneCount,
    }))
    const chosen = chooseMerge(sizes)
    if (!chosen) return false
    const merged = chosen.map((at) => this.#segments[at]).filter((segment) => segment !== undefined)
    const builder = new SegmentBuilder(this.#options.dimensions)
    for (const { entry, gone } of merged) {
      const data = readSegmentFile(join(this.#options.folder, entry.file))
      builder.addSegment(data, (document) => gone[document] === 0)
    }
    this.#segments = this.#segments.filter((segment) => !merged.includes(segment))
    this.#write(builder)
    this.commit(this.#seq)
    return true
  }

  /** Takes away what was written since the last commit: nobody will read it, and the disk may be full. */
  discard(): void {
    const manifest = this.#readableManifest()
    if (manifest || !this.#isDamaged) this.#removeOthers(manifest?.segments ?? [])
    else for (const file of this.#written) rmSync(join(this.#options.folder, file), { force: true })
  }

  /** Names of files of this writer. */
  #written: string[] = []

  /** There is a manifest that can’t be read: what it names isn’t known, so that nothing is removed on its account. */
  #isDamaged = false

  #readableManifest(): Manifest | null {
    try {
      this.#isDamaged = false
      return readManifest(this.#options.folder)
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error
      this.#isDamaged = true
      return null
    }
  }

  #opened(entry: SegmentEntry): WrittenSegment {
    const { folder } = this.#options
    const ids = readIdColumns(join(folder, entry.file))
    const gone = readTombstones(folder, entry) ?? new Uint8Array(entry.documents)
    return { entry, ids, gone, goneCount: entry.tombstones?.documents ?? 0, changed: false }
  }

  #forget(id: string): void {
    for (const segment of this.#segments) {
      const document = documentWithId(segment.ids, id)
      if (document < 0 || segment.gone[document] === 1) continue
      segment.gone[document] = 1
      segment.goneCount++
      segment.changed = true
    }
  }

  #closeSegment(): void {
    if (this.#builder.documents === 0) return
    this.#write(this.#builder)
    this.#builder = new SegmentBuilder(this.#options.dimensions)
    this.#building = new Set()
  }

  #write(builder: SegmentBuilder): void {
    if (builder.documents === 0) return
    const data = builder.finish()
    const file = this.#newName('segment', 'bin')
    const bytes = writeSegmentFile(join(this.#options.folder, file), data)
    const { ids, idOrder } = data
    const documents = idOrder.length
    const entry = { file, documents, bytes }
    const gone = new Uint8Array(documents)
    this.#segments.push({ entry, ids: { ids, idOrder }, gone, goneCount: 0, changed: false })
  }

  #writeTombstones(segment: WrittenSegment): void {
    const file = this.#newName('gone', 'bin')
    writeWhole(join(this.#options.folder, file), [segment.gone])
    const tombstones = { file, documents: segment.goneCount, crc: crc32(segment.gone) }
    segment.entry = { ...segment.entry, tombstones }
    segment.changed = false
  }

  #names = 0

  /** Never the name of a file of an earlier commit. */
  #newName(kind: 'segment' | 'gone', ending: string): string {
    const name = `${kind}-${this.#generation + 1}-${this.#names++}.${ending}`
    this.#written.push(name)
    return name
  }

  /** What no manifest names: segments that were merged, and what a crash left. */
  #removeOthers(segments: readonly SegmentEntry[]): void {
    const { folder } = this.#options
    const named = new Set(segments.flatMap(({ file, tombstones }) => [file, tombstones?.file]))
    for (const file of readdirSync(folder)) {
      const ours = /^(segment|gone)-\d+-\d+\.bin$/.test(file) || file.endsWith(UNFINISHED)
      if (ours && !named.has(file)) rmSync(join(folder, file), { force: true })
    }
  }
}
