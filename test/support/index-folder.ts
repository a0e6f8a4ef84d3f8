// An index folder over a test's store, with what builds it, checks it and reads it.

import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../src/db/connect.ts'
import { type BuildHow, type BuildParts, buildIndex } from '../../src/finding/build-index.ts'
import { checkIndex, type IndexCheck } from '../../src/finding/check-index.ts'
import type { Freshness } from '../../src/finding/following-index.ts'
import { LocalFinder } from '../../src/finding/local-finder.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import type { Encoder } from '../../src/search/semantic/encoder.ts'
import { temporaryFolder } from './database.ts'
import { builtInEncoder } from './local-finder.ts'

export interface TestIndex {
  folder: string
  encoder: Encoder | null
  build(how?: BuildHow, more?: Partial<BuildParts>): Promise<boolean>
  check(): Promise<IndexCheck>
  reader(): IndexReader
}

export interface IndexReader {
  refresh(): Promise<Freshness>
  /** Ids of the papers with any of these words, as of the last refresh. */
  find(words: string): Promise<string[]>
  /** The same, by words and by meaning. */
  findNear(words: string): Promise<string[]>
}

/** In a new folder unless one is named. */
export async function testIndex(db: Db, folder = join(temporaryFolder(), 'search')): Promise<TestIndex> {
  const { encoder, scanOf } = await builtInEncoder()
  const parts = { db, folder, encoder, signal: new AbortController().signal }
  return {
    folder,
    encoder,
    build: (how, more) => buildIndex({ ...parts, ...more }, how),
    check: () => checkIndex(db, folder, encoder),
    reader() {
      const finder = new LocalFinder({ db, folder, encoder, scanOf })
      const idsOf = async (words: string, mode: 'lexical' | 'hybrid') => {
        const { hits } = await finder.find({ query: parseQuery(words), mode, offset: 0, limit: 1000 })
        return hits.map(({ id }) => id)
      }
      return {
        refresh: () => finder.refresh(),
        find: (words) => idsOf(words, 'lexical'),
        findNear: (words) => idsOf(words, 'hybrid'),
      }
    },
  }
}

/** Inverts bits of one byte of a file, in place; done twice, the file is as it was. */
export function flipByte(path: string, at: number, bits = 0x55): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, at)
  byte[0] = (byte[0] ?? 0) ^ bits
  writeSync(file, byte, 0, 1, at)
  closeSync(file)
}
