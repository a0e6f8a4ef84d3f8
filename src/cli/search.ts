import { type Command, InvalidArgumentError, Option } from 'commander'
import { NotFound } from '../errors.ts'
import { type Mode, modes } from '../finding/finder.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { paperNamed } from '../papers/named-paper.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { plainLatex } from '../papers/text/latex-text.ts'
import { createHighlighter } from '../search/highlight/highlighter.ts'
import { snippet } from '../search/highlight/snippet.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import type { Query } from '../search/query/query.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { openFinder } from './open-finder.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'

interface SearchOptions extends StoreOptions {
  mode: Mode
  limit: number
}

const SNIPPET_LENGTH = 200

export function addSearchCommand(program: Command, context: CliContext): void {
  program
    .command('search')
    .description('search everything listed, by words and by meaning')
    .argument('<query...>', 'what to look for; the query language is that of the site')
    .addOption(modeOption())
    .addOption(limitOption())
    .action((words: string[], options: SearchOptions) => search(context, words.join(' '), options))
}

export function addSimilarCommand(program: Command, context: CliContext): void {
  program
    .command('similar')
    .description('papers like one paper')
    .argument('<id>', 'its id, DOI or address')
    .addOption(limitOption())
    .action((id: string, options: SearchOptions) => similar(context, id, options))
}

export const modeOption = () =>
  new Option('--mode <mode>', 'words and meaning together, or one of them').choices(modes).default('hybrid')

const limitOption = () => new Option('--limit <number>', 'papers shown').argParser(limitNumber).default(10)

function limitNumber(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000) return Number(text)
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.')
}

function search(context: CliContext, text: string, options: SearchOptions): Promise<void> {
  const config = context.config(options)
  return withStore(config, async (database) => {
    const finder = await openFinder(context, config, database, options)
    const query = parseQuery(text)
    const { mode, limit } = options
    const found = await finder.find({ query, mode, offset: 0, limit })
    const papers = await listPapers(
      database.db,
      found.hits.map(({ id }) => id),
    )
    const scores = new Map(found.hits.map(({ id, score }) => [id, score]))
    const ignored = [...query.ignored, ...found.ignored]
    const items = papers.map((paper) => itemOf(paper, scores.get(paper.id) ?? 0))
    if (options.json) return printJson(context, { total: found.total, ignored, items })
    for (const part of ignored) context.stderr.write(`${printable(`Ignored: ${part.text} (${part.why})`)}\n`)
    if (found.suggestion) printLine(context, printable(`Did you mean: ${found.suggestion}`))
    printLine(context, `${found.total === 0 ? 'No paper' : found.total} found.`)
    papers.forEach((paper, at) => {
      printPaper(context, paper, at + 1, [snippetOf(paper, query)])
    })
  })
}

function similar(context: CliContext, text: string, options: SearchOptions): Promise<void> {
  const config = context.config(options)
  return withStore(config, async (database) => {
    const finder = await openFinder(context, config, database, options)
    const named = await paperNamed(database.db, text)
    if (!named?.known)
      throw new NotFound(`There is no paper ${printable(text)} in this store. Search for its title instead.`)
    const { id } = named
    const found = await finder.similar(id, options.limit)
    const papers = await listPapers(
      database.db,
      found.map((one) => one.id),
    )
    const byId = new Map(found.map((one) => [one.id, one]))
    const items = papers.map((paper) => ({
      ...itemOf(paper, byId.get(paper.id)?.score ?? 0),
      because: byId.get(paper.id)?.because ?? [],
    }))
    if (options.json) return printJson(context, { id, items })
    papers.forEach((paper, at) => {
      const because = items[at]?.because ?? []
      printPaper(context, paper, at + 1, because.length > 0 ? [`shares: ${because.join(', ')}`] : [])
    })
  })
}

const itemOf = (paper: ListedPaper, score: number) => ({
  id: paper.id,
  title: paper.title,
  ...(paper.published === undefined ? {} : { published: paper.published }),
  authors: paper.authors.map(({ name }) => name),
  categories: paper.categories,
  upvotes: paper.votes,
  score,
})

function printPaper(context: CliContext, paper: ListedPaper, place: number, lines: string[]): void {
  const [first] = paper.authors
  const others = paper.authorCount - 1
  const authors = first ? `${first.name}${others > 0 ? ` and ${others} more` : ''}` : ''
  const facts = [paper.id, authors, paper.published?.slice(0, 10)].filter(Boolean).join(' · ')
  printLine(context, printable(`${String(place).padStart(3)}  ${plainLatex(paper.title)}`))
  for (const line of [facts, ...lines]) if (line !== '') printLine(context, printable(`     ${line}`))
}

const snippetOf = ({ abstract }: ListedPaper, query: Query) =>
  snippet(abstract, createHighlighter(query), { length: SNIPPET_LENGTH })
    .map(({ text }) => text)
    .join('')
