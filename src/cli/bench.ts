import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { Invalid } from '../errors.ts'
import type { Mode } from '../finding/finder.ts'
import type { LocalFinder } from '../finding/local-finder.ts'
import { plainQuery } from '../search/query/plain-query.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { openFinder } from './open-finder.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { modeOption } from './search.ts'

interface BenchOptions extends StoreOptions {
  queries: string
  mode: Mode
}

const WARM_UP = 100
const LIMIT = 20

export function addBenchCommand(program: Command, context: CliContext): void {
  program
    .command('bench')
    .description('measure the search over this store, one query after the other, in this process')
    .argument('<what>', 'search')
    .requiredOption('--queries <file>', 'queries, one a line; JSON lines with a field "text" are read too')
    .addOption(modeOption())
    .action((what: string, options: BenchOptions) => {
      if (what !== 'search') throw new Invalid(`There is no measurement of “${what}”: ask for search.`)
      return benchSearch(context, options)
    })
}

function benchSearch(context: CliContext, options: BenchOptions): Promise<void> {
  const config = context.config(options)
  const queries = readQueries(options.queries)
  return withStore(config, async (database) => {
    const finder = await openFinder(context, config, database, options)
    for (const text of queries.slice(0, WARM_UP)) await timed(finder, text, options.mode)
    const took: number[] = []
    for (const text of queries) took.push(await timed(finder, text, options.mode))
    const result = { mode: options.mode, queries: queries.length, ...percentiles(took) }
    if (options.json) printJson(context, result)
    else printLine(context, lineOf(result))
  })
}

function readQueries(file: string): string[] {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Invalid(`${file} can’t be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  const queries = content
    .split('\n')
    .map(textOfLine)
    .filter((text) => text.trim() !== '')
  if (queries.length === 0) throw new Invalid(`${file} holds no query.`)
  return queries
}

function textOfLine(line: string): string {
  if (!line.startsWith('{')) return line.trim()
  try {
    const { text } = JSON.parse(line) as { text?: unknown }
    return typeof text === 'string' ? text : ''
  } catch {
    return line.trim()
  }
}

async function timed(finder: LocalFinder, text: string, mode: Mode): Promise<number> {
  const began = performance.now()
  await finder.find({ query: plainQuery(text), mode, offset: 0, limit: LIMIT })
  return performance.now() - began
}

/** Milliseconds, and queries a second of one client. */
function percentiles(took: number[]) {
  const sorted = [...took].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const sum = took.reduce((all, one) => all + one, 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), perSecond: took.length / (sum / 1000) }
}

const lineOf = ({
  mode,
  queries,
  p50,
  p95,
  p99,
  perSecond,
}: ReturnType<typeof percentiles> & { mode: Mode; queries: number }) =>
  `${mode}: ${queries} queries, p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${perSecond.toFixed(0)} a second`
