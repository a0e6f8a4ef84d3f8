// The papers of one run: chosen once, so that all peers read the same lines from the same file.

import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { realPapers } from '../real-papers.ts'
import type { BenchPaper } from './peer.ts'

/**
 * Writes `count` real papers to `target`, spread evenly over all of them, each id once; all where there are fewer.
 * Answers how many.
 */
export async function writePapers(target: string, count: number): Promise<number> {
  const ids = new Set<string>()
  for await (const { id } of allPapers()) ids.add(id)
  const wanted = Math.min(count, ids.size)
  const out = createWriteStream(target)
  let [seen, written] = [0, 0]
  for await (const { id, title, abstract } of allPapers()) {
    if (!ids.delete(id)) continue
    seen++
    // The total is what was seen plus what is still to come.
    if (Math.floor((seen * wanted) / (seen + ids.size)) <= written) continue
    written++
    if (!out.write(`${JSON.stringify({ id, title, abstract })}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return written
}

export const readPapers = (path: string): AsyncGenerator<BenchPaper> => papersIn(createReadStream(path))

async function* allPapers(): AsyncGenerator<BenchPaper> {
  for (const file of realPapers) yield* papersIn(createReadStream(file).pipe(createZstdDecompress()))
}

async function* papersIn(stream: Readable): AsyncGenerator<BenchPaper> {
  // Our own data in a known form: it is not checked again here.
  for await (const line of createInterface({ input: stream })) yield JSON.parse(line) as BenchPaper
}
