// Opening what the manifest names: segments are read once and kept as long as a manifest names them.

import { join } from 'node:path'
import type { SegmentData } from '../segment/segment-data.ts'
import { IndexDamaged } from './index-damaged.ts'
import { type Manifest, readManifest, type SegmentEntry, sameKey } from './manifest.ts'
import { readSegmentFile, readSegmentSideBySide } from './segment-file.ts'
import { readTombstones } from './tombstones.ts'

export interface OpenSegment {
  entry: SegmentEntry
  data: SegmentData
  /** A byte a document, 1 where it is gone; null: all are there. */
  gone: Uint8Array | null
}

export interface OpenIndex {
  manifest: Manifest
  segments: OpenSegment[]
}

/** A writer may replace the manifest and remove files while they are being opened: then look again. */
const TRIES = 5

/**
 * Opens the index of a folder; segments that `known` has are taken from there, and it is itself the answer where
 * nothing was committed since. Null where there is no index.
 * @throws IndexDamaged
 */
export function openIndex(folder: string, known: OpenIndex | null = null): OpenIndex | null {
  for (let tried = 1; ; tried++) {
    const manifest = readManifest(folder)
    if (!manifest) return null
    if (known && isSameCommit(manifest, known.manifest)) return known
    try {
      const before = known?.segments ?? []
      return { manifest, segments: manifest.segments.map((entry) => openSegment(folder, entry, before)) }
    } catch (error) {
      const replaced = readManifest(folder)?.generation !== manifest.generation
      if (!(error instanceof IndexDamaged) || !replaced || tried === TRIES) throw error
    }
  }
}

const isSameCommit = (a: Manifest, b: Manifest) => a.generation === b.generation && sameKey(a.key, b.key)

function openSegment(folder: string, entry: SegmentEntry, known: readonly OpenSegment[]): OpenSegment {
  const before = known.find(({ entry: { file } }) => file === entry.file)
  const sameGone = before?.entry.tombstones?.file === entry.tombstones?.file
  const data = before?.data ?? readSegmentFile(join(folder, entry.file))
  return { entry, data, gone: before && sameGone ? before.gone : readTombstones(folder, entry) }
}

/**
 * Reads what `known` lacks of the folder's segments, for `openIndex` to take from the answer. What can't be read is left
 * out: `openIndex` says why.
 */
export async function readAhead(folder: string, known: OpenIndex | null): Promise<OpenIndex | null> {
  const manifest = manifestOrNull(folder)
  if (!manifest) return known
  const before = known?.segments ?? []
  const missing = manifest.segments.filter(({ file }) => !before.some(({ entry }) => entry.file === file))
  const read = await Promise.allSettled(
    missing.map(async (entry): Promise<OpenSegment> => {
      // Without tombstones, whatever the manifest says: they are read with it.
      const { tombstones: _, ...bare } = entry
      return { entry: bare, data: await readSegmentSideBySide(join(folder, entry.file)), gone: null }
    }),
  )
  const ahead = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (ahead.length === 0) return known
  return {
    manifest: known?.manifest ?? { ...manifest, generation: NO_COMMIT },
    segments: [...before, ...ahead],
  }
}

/** No manifest has it, so that nobody takes what was read ahead for what was committed. */
const NO_COMMIT = -1

function manifestOrNull(folder: string): Manifest | null {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof IndexDamaged) return null
    throw error
  }
}
