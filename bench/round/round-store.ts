// The store that a round measures: a copy of somebody's, or one made of real papers, else of invented ones.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { realLists, realPapers } from '../real-papers.ts'
import { writePapers } from '../search/paper-file.ts'
import { inventedPaper } from '../soak/invented-papers.ts'

export interface RoundStore {
  /** As the table's heading calls it. */
  name: string
  data: string
  /** So many of them as JSON lines, for what doesn't need a store. */
  papersFile: string
  papers: number
  /** What another store is filled with. */
  filling: string[]
}

interface Wanted {
  /** A data folder; it is only read. */
  from: string | undefined
  papers: number
}

const program = join(import.meta.dirname, '../../bin/broadsheet')

/** The index is made beforehand: a server would do so while it is measured. */
export async function makeStore(folder: string, { from, papers: wanted }: Wanted): Promise<RoundStore> {
  const real = [...realPapers, realLists].every((file) => existsSync(file))
  const papersFile = join(folder, 'papers.jsonl')
  const papers = real
    ? await writePapers(papersFile, wanted, { fields: (paper) => paper })
    : writeInvented(papersFile, wanted)
  const filling = real ? [papersFile, realLists] : [papersFile]
  const data = join(folder, 'data')
  mkdirSync(data)
  if (from === undefined) call('import', ...filling, '--data', data)
  else copyStore(from, data)
  call('index', '--data', data)
  const made = `${papers.toLocaleString('en-US')} ${real ? 'real papers and the recorded lists' : 'invented papers'}`
  return {
    name: from === undefined ? made : `the store in ${from}, else ${made}`,
    data,
    papersFile,
    papers,
    filling,
  }
}

function call(...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 2, 2] })
}

function copyStore(from: string, data: string): void {
  for (const name of readdirSync(from).filter((name) => /^(broadsheet\.db|search$)/.test(name)))
    cpSync(join(from, name), join(data, name), { recursive: true })
}

const LISTED_A_DAY = 20
const DAYS = 28

/** The first of them stand on lists of October 2025, which is when the measurements read. */
function writeInvented(path: string, papers: number): number {
  const lines = Array.from({ length: papers }, (_, number) => {
    const { id, title, abstract, authors, categories, published: date } = inventedPaper(number, 1)
    const day = String((number % DAYS) + 1).padStart(2, '0')
    const listed = number < DAYS * LISTED_A_DAY && {
      daily_date: `2025-10-${day}`,
      upvotes: (number * 7) % 90,
    }
    return JSON.stringify({ id, title, abstract, authors, categories, date, ...listed })
  })
  writeFileSync(path, `${lines.join('\n')}\n`)
  return papers
}
