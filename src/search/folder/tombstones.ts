// Which documents of a segment are gone: a byte a document, 1 for gone, in a file beside the segment.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { IndexDamaged } from './index-damaged.ts'
import type { SegmentEntry } from './manifest.ts'

/** Null where all documents are there. @throws IndexDamaged */
export function readTombstones(folder: string, { tombstones, documents }: SegmentEntry): Uint8Array | null {
  if (!tombstones) return null
  const { file, crc } = tombstones
  let gone: Uint8Array
  try {
    gone = new Uint8Array(readFileSync(join(folder, file)))
  } catch (error) {
    throw new IndexDamaged(file, `can’t be read (${(error as NodeJS.ErrnoException).code})`)
  }
  if (gone.length !== documents || crc32(gone) !== crc) throw new IndexDamaged(file, 'is damaged')
  return gone
}
