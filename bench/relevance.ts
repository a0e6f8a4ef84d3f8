// How good the first page is: nDCG@10 and recall@100 of words, meaning and both, beside SQLite FTS5's bm25, on three
// judged collections, and finding a paper's abstract by its title among papers that the encoder wasn't trained on.
// The three collections are what the ranking was tuned on; the papers are not.
// Run: npm run bench -- relevance [--papers N] [--queries N]   (of the held-out papers)

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadEncoder } from '../src/finding/load-encoder.ts'
import { type Collection, readCollection } from '../src/search/evaluation/beir.ts'
import { evaluate } from '../src/search/evaluation/evaluate.ts'
import type { Relevance } from '../src/search/evaluation/ndcg.ts'
import { realPapers } from './real-papers.ts'
import { evaluateFts5 } from './relevance/fts5.ts'
import { heldOutTitles } from './relevance/held-out.ts'
import { type Row, skipped } from './round/row.ts'

const judged = ['cranfield', 'cacm', 'cisi'].map((name) =>
  join(import.meta.dirname, '../../shared/data/ir', name),
)

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: {
      papers: { type: 'string', default: 'Infinity' },
      queries: { type: 'string', default: '1000' },
    },
  })
  const missing = [...judged, ...realPapers].filter((path) => !existsSync(path))
  if (missing.length > 0) return skipped('relevance', `${missing.join(', ')} is not here`)
  const encoder = await loadEncoder({ kind: 'built-in' })
  const sizes = { papers: Number(values.papers), queries: Number(values.queries) }
  const collections = [...(await Promise.all(judged.map(readCollection))), ...(await heldOutTitles(sizes))]
  console.log(row('nDCG@10 / recall@100', ...collections.map(({ name }) => name)))
  console.log(row('---', ...collections.map(() => '---')))
  console.log(row('documents / queries', ...collections.map(sizeOf)))
  const peers = collections.map(evaluateFts5)
  console.log(row(FTS5, ...peers.map(figures)))
  let found: Relevance[] = []
  for (const [mode, name] of modes) {
    found = []
    // One after the other: each has an index of its own.
    for (const collection of collections) found.push(await evaluate(collection, mode, encoder))
    console.log(row(name, ...found.map(figures)))
  }
  return collections.map(({ name }, at) => ({
    what: `relevance, nDCG@10: ${name}`,
    figure: { score: found[at]?.['ndcg@10'] ?? Number.NaN },
    peer: { name: FTS5, figure: { score: peers[at]?.['ndcg@10'] ?? Number.NaN } },
  }))
}

const FTS5 = 'SQLite FTS5, bm25'

/** The last is what the site does. */

const modes = [
  ['lexical', 'words'],
  ['semantic', 'meaning'],
  ['hybrid', 'words and meaning'],
] as const

const sizeOf = ({ documents, queries }: Collection): string => `${documents.length} / ${queries.size}`

const figures = (relevance: Relevance): string =>
  `${relevance['ndcg@10'].toFixed(3)} / ${relevance['recall@100'].toFixed(3)}`

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`
