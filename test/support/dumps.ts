// Dumps of stores, and what is in them.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { fixedClock } from '../../src/clock.ts'
import { dumpFiles } from '../../src/dumps/dump-format.ts'
import type { DumpParts } from '../../src/dumps/make-dump.ts'
import { noon } from './site.ts'

export const dumpParts = (data: string, at = noon): DumpParts => ({
  clock: fixedClock(at),
  settings: {
    BROADSHEET_DATA: data,
    SITE_NAME: 'Daily Papers',
    EDITION_TIMEZONE: 'UTC',
    EDITION_CUTOFF: '00:00',
  },
  publicUrl: 'https://papers.example.org',
  version: '1.2.3',
})

/** The unpacked text of each file. */
export function textsIn(folder: string): Record<'papers' | 'editions' | 'votes' | 'aliases', string> {
  const texts = dumpFiles.map((name) => [
    name.slice(0, name.indexOf('.')),
    zstdDecompressSync(readFileSync(join(folder, name))).toString('utf8'),
  ])
  return Object.fromEntries(texts)
}

// biome-ignore lint/suspicious/noExplicitAny: lines of any of the files
export const linesIn = (text: string): any[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
