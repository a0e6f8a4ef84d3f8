// A store full of papers for a long run: invented ones, or the real ones beside the project.

import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import type { Db } from '../../src/db/connect.ts'
import { importFiles } from '../../src/papers/import/import-files.ts'
import { saveRecords } from '../../src/papers/save.ts'
import { writePapers } from '../search/paper-file.ts'
import { inventedPaper } from './invented-papers.ts'

export interface PapersWanted {
  papers: number
  seed: number
  /** The papers beside the project instead of invented ones. */
  real: boolean
}

/** Papers saved at a time. */
const BATCH = 200

/** `data`: a folder for a file on the way. */
export async function fillStore(db: Db, data: string, { papers, seed, real }: PapersWanted): Promise<void> {
  if (real) {
    const file = join(data, 'papers.jsonl')
    await writePapers(file, papers)
    await importFiles(db, [file], { format: 'auto', clock: systemClock, stdin: process.stdin })
    return
  }
  for (let at = 0; at < papers; at += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, papers - at) }, (_, place) => at + place)
    await saveRecords(
      db,
      numbers.map((number) => inventedPaper(number, seed)),
    )
  }
}
