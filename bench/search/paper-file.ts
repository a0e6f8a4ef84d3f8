// The papers of one run: chosen once, so that all peers read the same lines from the same file.

import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { realPapers } from '../real-papers.ts'
import type { BenchPaper } from './peer.ts'

interface Choice {
  /** Files of papers; the real ones unless others are named. */
  from?: readonly string[]
  /** What is written of a paper. */
  fields?(paper: BenchPaper): unknown
}

/**
 * Writes `count` papers to `target`, spread evenly over all of them, each id once; all where there are fewer.
 * Answers how many.
 */
export async function writePapers(
  target: string,
  count: number,
  { from = realPapers, fields = titleAndAbstract }: Choice = {},
): Promise<number> {
  const ids = new Set<string>()
  for await (const { id } of papersOf(from)) ids.add(id)
  const wanted = Math.min(count, ids.size)
  const out = createWriteStream(target)
  let [seen, written] = [0, 0]
  for await (const paper of papersOf(from)) {
    if (!ids.delete(paper.id)) continue
    seen++
    // The total is what was seen plus what is still to come.
    if (Math.floor((seen * wanted) / (seen + ids.size)) <= written) continue
    written++
    if (!out.write(`${JSON.stringify(fields(paper))}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return written
}

const titleAndAbstract = ({ id, title, abstract }: BenchPaper) => ({ id, title, abstract })

async function* papersOf(files: readonly string[]): AsyncGenerator<BenchPaper> {
  for (const file of files) yield* readPapers(file)
}

export async function* readPapers(path: string): AsyncGenerator<BenchPaper> {
  // Our own data in a known form: it is not checked again here.
  for await (const line of linesIn(path)) yield JSON.parse(line) as BenchPaper
}

/** A file that ends in .zst is unpacked. */
export function linesIn(path: string): Interface {
  const file = createReadStream(path)
  return createInterface({ input: path.endsWith('.zst') ? file.pipe(createZstdDecompress()) : file })
}
