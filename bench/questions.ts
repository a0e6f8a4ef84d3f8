// Does the search find a paper by its sense? 48 questions in other words (questions.jsonl), one for each paper of the
// sample edition: its rank among those 48, and among all real papers where they lie beside the project.
// Run: npm run bench -- questions [--mode hybrid|lexical|semantic] [--papers N]   (0: among those 48 only)

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SearchMode } from '../src/search/searcher.ts'
import { realPapers } from './real-papers.ts'
import { type Row, skipped } from './round/row.ts'
import { buildEngine, type Engine } from './search/engine-index.ts'
import { readPapers, writePapers } from './search/paper-file.ts'
import type { BenchPaper } from './search/peer.ts'

/** How far down a paper is looked for. */
const DEPTH = 1000

interface Question {
  id: string
  question: string
}

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: { mode: { type: 'string', default: 'hybrid' }, papers: { type: 'string', default: 'Infinity' } },
  })
  const mode = values.mode as SearchMode
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    const edition = editionPapers()
    const rows = [await measure(join(folder, 'edition'), edition, { mode, top: 3, target: 46 })]
    const papers = Number(values.papers)
    if (papers === 0) return rows
    const missing = realPapers.filter((file) => !existsSync(file))
    if (missing.length > 0)
      return [...rows, ...skipped('questions, all papers', `${missing.join(', ')} is not here`)]
    const papersFile = join(folder, 'papers.jsonl')
    await writePapers(papersFile, papers)
    const all = await measure(join(folder, 'all'), everything(edition, papersFile), {
      mode,
      top: 10,
      target: 30,
    })
    return [...rows, all]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** With the authors' own abstracts where they lie beside the project, else with the summaries of the sample. */
function editionPapers(): BenchPaper[] {
  const outside = join(import.meta.dirname, '../../shared/reference/daily-papers-page.jsonl')
  return rows<BenchPaper>(
    existsSync(outside) ? outside : join(import.meta.dirname, '../reference/sample-edition.jsonl'),
  )
}

async function* everything(edition: BenchPaper[], papersFile: string): AsyncGenerator<BenchPaper> {
  yield* edition
  const known = new Set(edition.map(({ id }) => id))
  for await (const paper of readPapers(papersFile)) if (!known.has(paper.id)) yield paper
}

async function measure(
  folder: string,
  papers: Iterable<BenchPaper> | AsyncIterable<BenchPaper>,
  { mode, top, target }: { mode: SearchMode; top: number; target: number },
): Promise<Row> {
  const engine = await buildEngine(folder, papers, mode)
  const questions = rows<Question>(join(import.meta.dirname, 'questions.jsonl'))
  const ranks: number[] = []
  for (const asked of questions) ranks.push(await rankOf(engine, asked, mode))
  const found = ranks.filter((rank) => rank <= top).length
  console.log(
    `\n${mode}, ${engine.papers} papers: ${found} of ${questions.length} in the top ${top} (aim ${target})`,
  )
  for (const [at, { id, question }] of questions.entries()) {
    const rank = ranks[at] ?? Number.POSITIVE_INFINITY
    if (rank > top) console.log(`${id}  ${rank > DEPTH ? `beyond ${DEPTH}` : `rank ${rank}`}  ${question}`)
  }
  const what = `questions, of ${questions.length} among the first ${top} of ${engine.papers}`
  return { what, figure: { score: found }, asked: target }
}

/** 1 for the best; infinite where the paper isn't among the first `DEPTH`. */
async function rankOf(engine: Engine, { id, question }: Question, mode: SearchMode): Promise<number> {
  const place = (await engine.search(question, { mode, limit: DEPTH })).indexOf(id)
  return place < 0 ? Number.POSITIVE_INFINITY : place + 1
}

const rows = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
