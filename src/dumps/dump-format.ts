// A dump: the public part of the store as files of JSON Lines, each packed with zstd, and what says that they are whole.
// docs/dumps.md describes the lines.

import * as v from 'valibot'

/** Its kind of job: only nodes that make dumps take it. */
export const DUMP_JOB = 'make-dump'

const FORMAT = 'broadsheet-dump'
const FORMAT_VERSION = 1

export const dumpFiles = [
  'papers.jsonl.zst',
  'editions.jsonl.zst',
  'votes.jsonl.zst',
  'aliases.jsonl.zst',
] as const

export type DumpFileName = (typeof dumpFiles)[number]

/** Written last: a folder without it holds no dump, or one that is being written. */
export const MANIFEST = 'manifest.json'
/** What `sha256sum --check` reads. */
export const CHECKSUMS = 'SHA256SUMS'

export const namesInDump: readonly string[] = [...dumpFiles, CHECKSUMS, MANIFEST]

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const line = v.pipe(v.string(), v.maxLength(1_000))

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  made: v.pipe(v.string(), v.isoTimestamp()),
  program: line,
  site: v.object({ name: line, address: line }),
  files: v.array(
    v.object({
      name: v.picklist(dumpFiles),
      lines: count,
      bytes: count,
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
})

/** What a dump says of itself. `made` is ISO time, UTC: the moment whose state it holds; `program` is the version. */
export type DumpManifest = v.InferOutput<typeof manifestSchema>
export type DumpedFile = DumpManifest['files'][number]

export const manifestOf = (facts: Omit<DumpManifest, 'format' | 'version'>): DumpManifest => ({
  format: FORMAT,
  version: FORMAT_VERSION,
  ...facts,
})

/** Null for what is no manifest of a dump that this program knows. */
export function readManifest(text: string): DumpManifest | null {
  try {
    const read = v.safeParse(manifestSchema, JSON.parse(text))
    return read.success ? read.output : null
  } catch {
    return null
  }
}

export const printManifest = (manifest: DumpManifest): string => `${JSON.stringify(manifest, null, 2)}\n`

export const printChecksums = (files: readonly Pick<DumpedFile, 'name' | 'sha256'>[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
