// A few papers as an index of their own, in memory: what many queries are compared with at once.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PaperId } from '../papers/paper.ts'
import { SegmentBuilder } from '../search/segment/segment-builder.ts'
import { createSnapshot, type Snapshot } from '../search/segment/snapshot.ts'
import { encodeDocuments } from './encode-documents.ts'
import type { SomePapers } from './finder.ts'
import type { FollowParts } from './following-index.ts'
import { paperDocument } from './paper-document.ts'
import { papersToIndex } from './queries.ts'

/** Many calls with the same papers follow each other; afterwards it is memory for nothing. */
const KEPT_MS = 60_000
/** Papers that are added before other questions get their turn: some 20 ms. */
const AT_ONCE = 20

export class SmallIndex {
  readonly #parts: Pick<FollowParts, 'db' | 'encoder' | 'scanOf'>
  #made: { key: string; snapshot: Promise<Snapshot> } | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(parts: Pick<FollowParts, 'db' | 'encoder' | 'scanOf'>) {
    this.#parts = parts
  }

  /** Those of these papers that are in the store, as they were when the same were asked for first. */
  snapshotOf({ ids, seq }: SomePapers): Promise<Snapshot> {
    const key = `${seq} ${ids.join(' ')}`
    if (this.#made?.key !== key) this.#made = { key, snapshot: this.#make(ids) }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#forget(), KEPT_MS).unref()
    const { snapshot } = this.#made
    snapshot.catch(() => this.#forget())
    return snapshot
  }

  #forget(): void {
    this.#made = null
  }

  async #make(ids: readonly PaperId[]): Promise<Snapshot> {
    if (ids.length === 0) return createSnapshot([], null)
    const { db, encoder, scanOf } = this.#parts
    const documents = (await papersToIndex(db, ids)).map(paperDocument)
    const vectors = await encodeDocuments(encoder, documents)
    const builder = new SegmentBuilder(encoder?.dimensions ?? 0)
    for (const [at, document] of documents.entries()) {
      builder.add(document, vectors[at])
      if (at % AT_ONCE === AT_ONCE - 1) await nextTurn()
    }
    const data = builder.finish()
    return createSnapshot([{ data, scan: data.dimensions > 0 ? scanOf(data) : null, gone: null }], null)
  }
}
