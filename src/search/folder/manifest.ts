// The manifest says which files are the index. It is replaced as a whole: what it names is complete.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { IndexDamaged } from './index-damaged.ts'
import { writeWhole } from './whole-file.ts'

/** What an index was made of and with. Another key: another index, which has to be made anew. */
export interface IndexKey {
  store: string
  /** New after each restore of the store. */
  epoch: string
  /** Version of the analysis of texts and of the files' format. */
  analysis: string
  encoder: string
}

export interface SegmentEntry {
  file: string
  documents: number
  bytes: number
  /** File with a byte a document, 1 for those that are gone; absent: all are there. */
  tombstones?: { file: string; documents: number; crc: number }
}

export interface Manifest {
  key: IndexKey
  /** The store's change number up to which the segments hold everything. */
  seq: number
  /** Counts commits; part of the names of new files, so that no name is used twice. */
  generation: number
  segments: SegmentEntry[]
}

export const MANIFEST = 'manifest.json'

export function writeManifest(folder: string, manifest: Manifest): void {
  const text = JSON.stringify(manifest)
  writeWhole(join(folder, MANIFEST), [Buffer.from(`${crc32(text).toString(16).padStart(8, '0')}\n${text}\n`)])
}

/** Null where there is none. @throws IndexDamaged */
export function readManifest(folder: string): Manifest | null {
  let content: string
  try {
    content = readFileSync(join(folder, MANIFEST), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new IndexDamaged(MANIFEST, `can’t be read (${(error as NodeJS.ErrnoException).code})`)
  }
  const match = /^([0-9a-f]{8})\n([^\n]*)\n$/.exec(content)
  const [, sum = '', text = ''] = match ?? []
  if (!match || crc32(text) !== Number.parseInt(sum, 16)) throw new IndexDamaged(MANIFEST, 'is damaged')
  return JSON.parse(text) as Manifest
}

/** Another text after each commit; cheaper to ask for than the manifest. */
export function commitStamp(folder: string): string {
  const stat = statSync(join(folder, MANIFEST), { throwIfNoEntry: false, bigint: true })
  return stat ? `${stat.ino}.${stat.mtimeNs}.${stat.size}` : 'none'
}

export const sameKey = (a: IndexKey, b: IndexKey): boolean =>
  a.store === b.store && a.epoch === b.epoch && a.analysis === b.analysis && a.encoder === b.encoder
