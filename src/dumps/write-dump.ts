// The files of a dump, written into a folder of its own. Whoever calls puts the folder in its place, or deletes it.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import type { StoredPaper } from '../db/schema.ts'
import type { Day } from '../papers/calendar.ts'
import { dayCounts } from '../papers/lists/edition-queries.ts'
import { type OpenDumpFile, openDumpFile } from './dump-file.ts'
import {
  CHECKSUMS,
  type DumpManifest,
  dumpFiles,
  MANIFEST,
  manifestOf,
  printChecksums,
  printManifest,
} from './dump-format.ts'
import { editionLines, paperLine, voteLines } from './dump-lines.ts'
import {
  countPapers,
  entriesOf,
  entriesOfDay,
  memberVotesOf,
  pagesOfAliases,
  pagesOfPapers,
} from './dump-queries.ts'

export interface DumpFacts {
  /** ISO time, UTC: now. */
  made: string
  /** Editions of later days aren't public yet. */
  today: Day
  /** The program's version. */
  program: string
  site: { name: string; address: string }
}

export interface DumpOptions {
  onProgress?: ((progress: { papers: number; total: number }) => void) | undefined
  /** Stops the dump at once. */
  signal?: AbortSignal | undefined
}

/** `db` is a snapshot: all files tell of one moment. `folder` is empty. Throws what the disk throws. */
export async function writeDump(
  db: Db,
  folder: string,
  facts: DumpFacts,
  options: DumpOptions = {},
): Promise<DumpManifest> {
  const { today, ...told } = facts
  const [papers, editions, votes, aliases] = dumpFiles.map((name) => openDumpFile(join(folder, name))) as [
    OpenDumpFile,
    OpenDumpFile,
    OpenDumpFile,
    OpenDumpFile,
  ]
  const all = [papers, editions, votes, aliases]
  try {
    await writePapers(db, { papers, votes }, today, options)
    await writeEditions(db, editions, today, options)
    for await (const page of pagesOfAliases(db)) await aliases.write(page)
    const files = await Promise.all(
      all.map(async (file, at) => ({ name: dumpFiles[at] ?? dumpFiles[0], ...(await file.end()) })),
    )
    const manifest = manifestOf({ ...told, files })
    await writeFile(join(folder, CHECKSUMS), printChecksums(files), { flush: true })
    await writeFile(join(folder, MANIFEST), printManifest(manifest), { flush: true })
    return manifest
  } finally {
    await Promise.all(all.map((file) => file.abandon()))
  }
}

/** One walk over the papers writes them and their votes. */
async function writePapers(
  db: Db,
  files: { papers: OpenDumpFile; votes: OpenDumpFile },
  today: Day,
  { onProgress, signal }: DumpOptions,
): Promise<void> {
  const total = await countPapers(db)
  let papers = 0
  for await (const page of pagesOfPapers(db)) {
    signal?.throwIfAborted()
    const about = await aboutPapers(db, page, today)
    await files.papers.write(page.map((row) => paperLine(row, about(row.id).entries)))
    await files.votes.write(page.flatMap((row) => voteLines(row, about(row.id).entries, about(row.id).cast)))
    papers += page.length
    onProgress?.({ papers, total })
    // Signals, timers and the bar have their turn.
    await othersTurn()
  }
}

async function aboutPapers(db: Db, page: readonly StoredPaper[], today: Day) {
  const ids = page.map(({ id }) => id)
  const voted = page.filter(({ member_votes }) => member_votes > 0).map(({ id }) => id)
  const entries = Map.groupBy(await entriesOf(db, ids, today), ({ paper_id }) => paper_id)
  const cast = Map.groupBy(await memberVotesOf(db, voted), ({ paperId }) => paperId)
  return (id: string) => ({ entries: entries.get(id) ?? [], cast: cast.get(id) ?? [] })
}

async function writeEditions(db: Db, file: OpenDumpFile, today: Day, { signal }: DumpOptions): Promise<void> {
  for (const { day } of await dayCounts(db, '', today)) {
    signal?.throwIfAborted()
    await file.write(editionLines(await entriesOfDay(db, day)))
    await othersTurn()
  }
}
