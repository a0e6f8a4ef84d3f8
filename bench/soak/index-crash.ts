// One writer that is killed (SIGKILL), watched by a reader all the while, and what it left.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, watch as watchFolder } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseHome, Db } from '../../src/db/connect.ts'
import { buildIndex } from '../../src/finding/build-index.ts'
import { checkIndex } from '../../src/finding/check-index.ts'
import type { LoadedEncoder } from '../../src/finding/load-encoder.ts'
import { LocalFinder } from '../../src/finding/local-finder.ts'
import { readManifest } from '../../src/search/folder/manifest.ts'
import { type OpenIndex, openIndex } from '../../src/search/folder/open-index.ts'
import { plainQuery } from '../../src/search/query/plain-query.ts'

export interface WritingTask {
  home: DatabaseHome
  folder: string
  anew: boolean
}

/** So many milliseconds after it began, or as soon as something in the folder changes for the so many-th time. */
export type KillMoment = { after: number } | { change: number }

export interface Writing {
  /** Milliseconds from `begun` to `done`; null where it was killed before. */
  took: number | null
  /** How often files in the folder appeared, grew or got another name. */
  changes: number
  problems: string[]
}

const LOOK_MS = 20

/** Runs a writer, and kills it or lets it be. `meanwhile` runs from its beginning on. */
export async function runWriter(
  task: WritingTask,
  { kill, meanwhile }: { kill?: KillMoment; meanwhile?: () => Promise<void> } = {},
): Promise<Writing> {
  const program = join(import.meta.dirname, 'index-writer-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'close')
  const writing: Writing = { took: null, changes: 0, problems: [] }
  mkdirSync(task.folder, { recursive: true })
  const folder = watchFolder(task.folder, () => {
    writing.changes++
    if (kill && 'change' in kill && writing.changes === kill.change) child.kill('SIGKILL')
  })
  let began = 0
  let other = Promise.resolve()
  child.stdout.on('data', (said: Buffer) => {
    if (String(said).includes('begun')) {
      began = performance.now()
      if (kill && 'after' in kill) setTimeout(() => child.kill('SIGKILL'), kill.after)
      other = meanwhile?.() ?? other
    }
    if (String(said).includes('done')) writing.took = performance.now() - began
    if (String(said).includes('locked')) writing.problems.push('the writer found the lock taken')
  })
  writing.problems.push(...(await openUntil(exited, task.folder)))
  const [status, signal] = await exited
  folder.close()
  await other
  if (signal !== 'SIGKILL' && status !== 0) writing.problems.push(`the writer ended with ${signal ?? status}`)
  return writing
}

/** Opens the index again and again, as the readers of other processes do, until `end`. */
async function openUntil(end: Promise<unknown>, folder: string): Promise<string[]> {
  let isOver = false
  end.then(() => {
    isOver = true
  })
  let known: OpenIndex | null = null
  while (!isOver) {
    try {
      known = openIndex(folder, known)
    } catch (error) {
      return [`a reader could not open it while it was written: ${error}`]
    }
    await sleep(LOOK_MS)
  }
  return []
}

export interface IndexParts extends LoadedEncoder {
  db: Db
  folder: string
}

/** Whether what a killed writer left is read without an error, and an index again once the next one is through. */
export async function problemsAfter(
  parts: IndexParts,
  { wasWhole }: { wasWhole: boolean },
): Promise<string[]> {
  const { db, folder, encoder } = parts
  const problems: string[] = []
  const check = async (when: string) => {
    const checked = await checkIndex(db, folder, encoder)
    problems.push(...checked.problems.map((problem) => `${when}: ${problem}`))
    return checked
  }
  try {
    const finder = new LocalFinder(parts)
    const { damage } = await finder.refresh()
    if (damage !== undefined) problems.push(`right after the kill: ${damage}`)
    await finder.find({ query: plainQuery('sparse attention'), offset: 0, limit: 10 })
    if (wasWhole) await check('right after the kill')
    const written = await buildIndex({ ...parts, signal: new AbortController().signal })
    if (!written) problems.push('the lock of the killed writer was still taken')
    const { seq, storeSeq } = await check('when completed')
    if (seq !== storeSeq)
      problems.push(`when completed: it holds changes up to ${seq}, the store has ${storeSeq}`)
  } catch (error) {
    problems.push(`${error instanceof Error ? error.stack : error}`)
  }
  return [...problems, ...superfluousFiles(folder)]
}

function superfluousFiles(folder: string): string[] {
  const named =
    readManifest(folder)?.segments.flatMap(({ file, tombstones }) => [file, tombstones?.file]) ?? []
  return readdirSync(folder)
    .filter((file) => /\.(bin|tmp)$/.test(file) && !named.includes(file))
    .map((file) => `when completed: ${file} was left behind`)
}
