// While the store has no paper, what is found are the papers of the sample edition.

import type { Db } from '../db/connect.ts'
import { isEmpty } from '../papers/queries.ts'
import type { Finder } from './finder.ts'
import { loadEncoder } from './load-encoder.ts'
import { LocalFinder } from './local-finder.ts'

/** Asks `finder` from the first paper of the store on, and a small finder over the sample edition until then. */
export async function sampleFirst(finder: Finder, db: Db, sampleDb: Db): Promise<Finder> {
  const sample = new LocalFinder({ db: sampleDb, ...(await loadEncoder({ kind: 'built-in' })) })
  await sample.refresh()
  let hasPapers = false
  const current = async () => {
    hasPapers ||= !(await isEmpty(db))
    return hasPapers ? finder : sample
  }
  return {
    async find(question) {
      const asked = await current()
      const answer = await asked.find(question)
      return asked === sample ? { ...answer, isSample: true } : answer
    },
    similar: async (id, limit) => (await current()).similar(id, limit),
    suggest: async (prefix) => (await current()).suggest(prefix),
    match: async (papers, queries) => (await current()).match(papers, queries),
    nearnessAt: async (query, rank) => (await current()).nearnessAt(query, rank),
    figures: () => finder.figures(),
    state: () => (hasPapers ? finder.state() : { kind: 'ready' }),
  }
}
