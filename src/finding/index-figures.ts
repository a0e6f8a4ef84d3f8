// How far the search is behind the store, in numbers.

import type { Freshness } from './following-index.ts'

export interface IndexFigures {
  /** Papers that can be found. */
  documents: number
  /** Changes of the store that can't be found yet, and for how many seconds some couldn't. */
  missing: number
  behind: number
  /** Changes found that are only in memory. */
  inMemory: number
  /** Of the folder: files of papers, and their size. */
  segments: number
  bytes: number
}

export interface IndexWatch {
  note(freshness: Freshness): void
  /** The store can't be reached: nobody knows what is missing. */
  noteStale(): void
  figures(): IndexFigures
}

export function createIndexWatch(now: () => number = () => performance.now()): IndexWatch {
  let last: Freshness | null = null
  let isStale = false
  let currentAt = now()
  return {
    note(freshness) {
      last = freshness
      isStale = false
      if (freshness.missing === 0) currentAt = now()
    },
    noteStale() {
      isStale = true
    },
    figures() {
      const { documents = 0, missing = 0, inMemory = 0, segments = 0, bytes = 0 } = last ?? {}
      const isBehind = isStale || last === null || missing > 0
      const behind = isBehind ? Math.round((now() - currentAt) / 100) / 10 : 0
      return { documents, missing, behind, inMemory, segments, bytes }
    },
  }
}

/** Of an index that is always current: one in memory. */
export const noLag: IndexFigures = {
  ...{ documents: 0, missing: 0, behind: 0, inMemory: 0, segments: 0, bytes: 0 },
}
