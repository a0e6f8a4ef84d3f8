// Kills (SIGKILL) whoever writes the search index, at random moments: while it is built, completed, merged, made anew.
// Each time it must open and, once the next writer is through, agree with the store. With --flips N, then flips N
// bytes of its files, one at a time: each must be noticed.
// Run: npm run soak -- index-crashes [--papers 20000] [--rounds 20] [--flips 0] [--seed 1] [--real]
//      [--only NAME]   one of `first build`, `completing`, `merging`, `making anew`
//      [--data DIR]    a copy of a data folder instead of papers of its own: store and index are changed

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DatabaseHome, type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { buildIndex } from '../../src/finding/build-index.ts'
import { loadEncoder } from '../../src/finding/load-encoder.ts'
import { paperNumbers } from '../../src/finding/queries.ts'
import { saveRecords } from '../../src/papers/save.ts'
import { MANIFEST, readManifest } from '../../src/search/folder/manifest.ts'
import { flipBytes } from './flip-bytes.ts'
import {
  type IndexParts,
  type KillMoment,
  problemsAfter,
  runWriter,
  type Writing,
  type WritingTask,
} from './index-crash.ts'
import { changedPaper } from './invented-papers.ts'
import { createRandom, type Random } from './random.ts'
import { fillStore, type PapersWanted } from './soak-store.ts'
import { writeManySegments } from './write-many-segments.ts'

export interface CrashOptions extends PapersWanted {
  /** Kills of each phase. */
  rounds: number
  flips: number
  /** A data folder that may be changed; absent: one of its own. */
  data?: string
  /** Name of the one phase; absent: all. */
  only?: string
  print(line: string): void
}

export function run(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      papers: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '20' },
      flips: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      real: { type: 'boolean', default: false },
      data: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const [papers, rounds] = [Number(values.papers), Number(values.rounds)]
  const [flips, seed] = [Number(values.flips), Number(values.seed)]
  const { real, data, only } = values
  const more = { ...(data === undefined ? {} : { data }), ...(only === undefined ? {} : { only }) }
  return crashIndex({ papers, rounds, flips, seed, real, ...more, print: console.log })
}

/** Where the index of many segments is kept, for each round to begin with. */
const MANY = 'many-segments'

/** Returns what went wrong. */
export async function crashIndex(options: CrashOptions): Promise<string[]> {
  const own = options.data === undefined ? mkdtempSync(join(tmpdir(), 'broadsheet-soak-')) : undefined
  const data = own ?? options.data ?? ''
  const database = openDatabase({ data })
  try {
    await migrate(database)
    if (own !== undefined) await fillStore(database.db, data, options)
    const encoder = await loadEncoder({ kind: 'built-in' })
    const parts = { ...encoder, db: database.db, folder: join(data, 'search') }
    const problems: string[] = []
    const phases = phasesOf(parts, data, options)
    for (const phase of phases.filter(({ name }) => name === (options.only ?? name))) {
      problems.push(...(await crashPhase(phase, parts, { data }, options)))
    }
    if (options.flips > 0) {
      await writeManySegments(parts)
      problems.push(...flipBytes(parts.folder, options))
    }
    return problems
  } finally {
    await database.close()
    rmSync(own ?? join(data, MANY), { recursive: true, force: true })
  }
}

interface Phase {
  name: string
  anew: boolean
  /** Makes the folder what it is before the writer begins. */
  prepare(round: number): Promise<void>
  /** While the writer is at it. */
  meanwhile?(round: number): Promise<void>
  /** Whether it holds the whole store at each moment. */
  wasWhole: boolean
}

function phasesOf(parts: IndexParts, data: string, { papers, seed }: CrashOptions): Phase[] {
  const { db, folder } = parts
  const build = () => buildIndex({ ...parts, signal: new AbortController().signal })
  const random = createRandom(seed + 7)
  const change = (round: number, share: number) => changePapers(db, random, round, Math.ceil(papers * share))
  const many = join(data, MANY)
  return [
    {
      name: 'first build',
      anew: false,
      wasWhole: false,
      // Every second time over the files of an index whose manifest is lost.
      prepare: async (round) =>
        rmSync(round % 2 === 0 ? folder : join(folder, MANIFEST), { recursive: true, force: true }),
    },
    {
      name: 'completing',
      anew: false,
      wasWhole: false,
      async prepare(round) {
        await build()
        await change(2 * round, 0.05)
      },
      meanwhile: (round) => change(2 * round + 1, 0.005),
    },
    {
      name: 'merging',
      anew: false,
      wasWhole: true,
      async prepare(round) {
        if (round === 0) {
          await writeManySegments(parts)
          cpSync(folder, many, { recursive: true })
        }
        rmSync(folder, { recursive: true, force: true })
        cpSync(many, folder, { recursive: true })
      },
    },
    { name: 'making anew', anew: true, wasWhole: true, prepare: async () => void (await build()) },
  ]
}

/** Papers changed in one transaction. */
const BATCH = 200

async function changePapers(db: Db, random: Random, round: number, count: number): Promise<void> {
  const all = await paperNumbers(db, '', Number.MAX_SAFE_INTEGER)
  const start = random.below(Math.max(1, all.length - count))
  const rows = all.slice(start, start + count)
  for (let at = 0; at < rows.length; at += BATCH) {
    const records = rows.slice(at, at + BATCH).map(({ id }) => changedPaper(id, round))
    await saveRecords(db, records)
  }
}

async function crashPhase(
  phase: Phase,
  parts: IndexParts,
  home: DatabaseHome,
  { rounds, seed, print }: CrashOptions,
): Promise<string[]> {
  const random = createRandom(seed)
  const { folder } = parts
  const task: WritingTask = { home, folder, anew: phase.anew }
  await phase.prepare(0)
  const undisturbed = await runWriter(task)
  const problems = [...undisturbed.problems, ...(await problemsAfter(parts, phase))]
  let [killed, committed, late] = [0, 0, 0]
  for (let round = 1; killed < rounds && round <= 3 * rounds; round++) {
    await phase.prepare(round)
    const before = readManifest(folder)?.generation
    const meanwhile = () => phase.meanwhile?.(round) ?? Promise.resolve()
    const writing = await runWriter(task, { kill: momentIn(undisturbed, round, random), meanwhile })
    if (writing.took === null) killed++
    else late++
    if (writing.took === null && readManifest(folder)?.generation !== before) committed++
    const found = [...writing.problems, ...(await problemsAfter(parts, phase))]
    problems.push(...found.map((problem) => `${phase.name}, round ${round}: ${problem}`))
  }
  const seconds = ((undisturbed.took ?? 0) / 1000).toFixed(1)
  const outcome =
    problems.length === 0 ? 'each opened and agreed with the store' : `${problems.length} problems`
  print(
    `${phase.name}: ${seconds} s undisturbed; killed ${killed} times, ${committed} of them after a commit (${late} more were too late); ${outcome}`,
  )
  return problems
}

/** At any moment and, every second time, while files are written: that is the shorter and more delicate part. */
function momentIn({ took, changes }: Writing, round: number, random: Random): KillMoment {
  return round % 2 === 0 ? { after: random.next() * (took ?? 0) } : { change: 1 + random.below(changes) }
}
