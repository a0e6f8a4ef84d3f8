// Papers that agents look for: two of one thing in different words, and others.

import type { Db } from '../../src/db/connect.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { fill, paperRecord } from './records.ts'

export const listedDay = '2026-03-03'

export const agentPapers: PaperRecord[] = [
  {
    ...{ id: '2603.00001', title: 'Rendering German sentences into English with recurrent networks' },
    abstract: 'A sequence model reads a sentence in one language and writes it in another.',
  },
  {
    ...{ id: '2603.00002', title: 'Bilingual corpora for statistical translation' },
    abstract: 'Parallel texts of two languages, aligned by sentence, for machine translation.',
  },
  {
    ...{ id: '2603.00003', title: 'Folding of proteins in crowded cells' },
    abstract: 'Molecular dynamics of peptides at high concentration.',
  },
  {
    ...{ id: 'cs/0112017', title: 'Scheduling packets in wide area networks' },
    abstract: 'Queues, delays and fairness of routers on the Internet backbone.',
  },
].map((facts, at) =>
  paperRecord({
    ...facts,
    published: `2026-03-0${(at % 3) + 1}`,
    categories: at === 2 ? ['q-bio.BM'] : ['cs.CL'],
    entries: [{ day: listedDay, place: at, recordedVotes: 10 - at }],
    versions: [{ number: 1 }, { number: 2 }],
  }),
)

export const filledForAgents = async (db: Db, records = agentPapers): Promise<Db> => {
  await fill(db, records)
  return db
}
