// Does the search find a paper by its sense? Questions in other words (questions.jsonl), three sets by three writers of one
// for each of the 48 papers of the sample edition: its rank among those 48, and among all real papers where they lie
// beside the project. There also the questions and keywords of papers that the encoder was not trained on.
// Run: npm run bench -- questions [--mode hybrid|lexical|semantic] [--papers N]   (0: among those 48 only)

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SearchMode } from '../src/search/searcher.ts'
import { isHeldOut } from '../tools/train-encoder/papers.ts'
import { readQuestions } from '../tools/train-encoder/questions.ts'
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
  set: string
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
    const questions = editionQuestions()
    const few = await buildEngine(join(folder, 'edition'), edition, mode)
    const found = await measureSets(few, questions, { mode, top: 3, asked: 46 })
    const papers = Number(values.papers)
    if (papers === 0) return found
    const missing = realPapers.filter((file) => !existsSync(file))
    if (missing.length > 0)
      return [...found, ...skipped('questions, all papers', `${missing.join(', ')} is not here`)]
    const papersFile = join(folder, 'papers.jsonl')
    await writePapers(papersFile, papers)
    const all = await buildEngine(join(folder, 'all'), everything(edition, papersFile), mode)
    return [
      ...found,
      ...(await measureSets(all, questions, { mode, top: 10, asked: 30 })),
      ...(await measureSets(all, heldOutQuestions(), { mode, top: 10 })),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file `{"id", "set", "question"}` a line; the first set is the one that the ranking's decisions speak of. */
const editionQuestions = (): Question[] =>
  rows<{ id: string; set: number; question: string }>(join(import.meta.dirname, 'questions.jsonl')).map(
    ({ id, set, question }) => ({ id, question, set: `questions of writer ${set}` }),
  )

/** The encoder's training has questions of other papers by the same writers, but none of these. */
const heldOutQuestions = (): Question[] =>
  readQuestions()
    .filter(({ id }) => isHeldOut(id))
    .flatMap(({ id, question, keywords }) => [
      { id, question, set: 'questions, held-out papers' },
      { id, question: keywords, set: 'keywords, held-out papers' },
    ])

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

interface Wanted {
  mode: SearchMode
  /** Among the first so many the paper counts as found. */
  top: number
  /** Of a set, at least. */
  asked?: number
}

async function measureSets(engine: Engine, questions: Question[], wanted: Wanted): Promise<Row[]> {
  const measured: Row[] = []
  for (const [set, ofSet] of Map.groupBy(questions, (question) => question.set))
    measured.push(await measure(engine, set, ofSet, wanted))
  return measured
}

async function measure(
  engine: Engine,
  set: string,
  questions: Question[],
  { mode, top, asked }: Wanted,
): Promise<Row> {
  const ranks: number[] = []
  for (const question of questions) ranks.push(await rankOf(engine, question, mode))
  const within = (limit: number) => ranks.filter((rank) => rank <= limit).length
  console.log(
    `${mode}, ${engine.papers} papers, ${questions.length} ${set}: first ${within(1)}, in the top ${top} ${within(top)}` +
      `${asked === undefined ? '' : ` (aim ${asked})`}, in the top 20 ${within(20)}, in the top 100 ${within(100)}`,
  )
  if (asked !== undefined) sayMissed(questions, ranks, top)
  return {
    what: `${set}, of ${questions.length} among the first ${top} of ${engine.papers}`,
    figure: { score: within(top) },
    ...(asked === undefined ? {} : { asked }),
  }
}

function sayMissed(questions: Question[], ranks: number[], top: number): void {
  for (const [at, { id, question }] of questions.entries()) {
    const rank = ranks[at] ?? Number.POSITIVE_INFINITY
    if (rank > top) console.log(`${id}  ${rank > DEPTH ? `beyond ${DEPTH}` : `rank ${rank}`}  ${question}`)
  }
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
