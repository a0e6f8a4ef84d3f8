// The real search over a test's store, in the test's own thread: each question first looks at what is new.

import type { Db } from '../../src/db/connect.ts'
import type { Finder } from '../../src/finding/finder.ts'
import { noLag } from '../../src/finding/index-figures.ts'
import { type LoadedEncoder, loadEncoder } from '../../src/finding/load-encoder.ts'
import { LocalFinder } from '../../src/finding/local-finder.ts'

let loaded: Promise<LoadedEncoder> | undefined

/** The encoder that comes with the program; read once a test file. */
export const builtInEncoder = (): Promise<LoadedEncoder> => {
  loaded ??= loadEncoder({ kind: 'built-in' })
  return loaded
}

/** Made when it is first asked: most tests search nothing. */
export function finderOfStore(db: Db): Finder {
  let finder: LocalFinder | undefined
  const fresh = async () => {
    finder ??= new LocalFinder({ db, ...(await builtInEncoder()) })
    await finder.refresh()
    return finder
  }
  return {
    find: async (question) => (await fresh()).find(question),
    similar: async (id, limit) => (await fresh()).similar(id, limit),
    suggest: async (prefix) => (await fresh()).suggest(prefix),
    match: async (papers, queries) => (await fresh()).match(papers, queries),
    nearnessAt: async (query, rank) => (await fresh()).nearnessAt(query, rank),
    figures: () => noLag,
    state: () => ({ kind: 'ready' }),
  }
}
