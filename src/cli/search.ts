import { type Command, InvalidArgumentError, Option } from 'commander'
import { NotFound } from '../errors.ts'
import { type Mode, modes } from '../finding/finder.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { paperNamed } from '../papers/named-paper.ts'
import { createHighlighter } from '../search/highlight/highlighter.ts'
import { snippet } from '../search/highlight/snippet.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import type { Ignored, Query } from '../search/query/query.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { openFinder } from './open-finder.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'
import { askServer, type ServerOptions, withServerOptions } from './server.ts'
import { printPaper, type ToldPaper, toldOfServer, toldOfStore } from './told-paper.ts'

interface SearchOptions extends StoreOptions, ServerOptions {
  mode: Mode
  limit: number
}

/** A paper that was found; `abstract` and `authorCount` are shown, not part of the document. */
interface Found {
  item: ToldPaper & { score: number }
  authorCount: number
  abstract: string
}

interface SearchAnswer {
  total: number
  ignored: Ignored[]
  suggestion?: string
  found: Found[]
}

interface Near {
  item: ToldPaper & { score: number; because: string[] }
  authorCount: number
}

const SNIPPET_LENGTH = 200

export function addSearchCommand(program: Command, context: CliContext): void {
  const command = program
    .command('search')
    .description('search everything listed, by words and by meaning')
    .argument('<query...>', 'what to look for; the query language is that of the site')
    .addOption(modeOption())
    .addOption(limitOption())
    .action((words: string[], options: SearchOptions) => search(context, words.join(' '), options))
  withServerOptions(command)
}

export function addSimilarCommand(program: Command, context: CliContext): void {
  const command = program
    .command('similar')
    .description('papers like one paper')
    .argument('<id>', 'its id, DOI or address')
    .addOption(limitOption())
    .action((id: string, options: SearchOptions) => similar(context, id, options))
  withServerOptions(command)
}

export const modeOption = () =>
  new Option('--mode <mode>', 'words and meaning together, or one of them').choices(modes).default('hybrid')

export const limitOption = (otherwise = 10) =>
  new Option('--limit <number>', 'papers shown').argParser(limitNumber).default(otherwise)

function limitNumber(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000) return Number(text)
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.')
}

async function search(context: CliContext, text: string, options: SearchOptions): Promise<void> {
  const { server } = options
  const query = parseQuery(text)
  const { total, ignored, suggestion, found } = await (server === undefined
    ? searchHere(context, query, options)
    : searchThere(context, server, text, options))
  if (options.json) return printJson(context, { total, ignored, items: found.map(({ item }) => item) })
  for (const part of ignored) context.stderr.write(`${printable(`Ignored: ${part.text} (${part.why})`)}\n`)
  if (suggestion) printLine(context, printable(`Did you mean: ${suggestion}`))
  printLine(context, `${total === 0 ? 'No paper' : total} found.`)
  for (const [at, { item, authorCount, abstract }] of found.entries())
    printPaper(context, { ...item, authorCount }, at + 1, [snippetOf(abstract, query)])
}

function searchHere(context: CliContext, query: Query, options: SearchOptions): Promise<SearchAnswer> {
  const config = context.config(options)
  return withStore(config, async (database) => {
    const finder = await openFinder(context, config, database, options)
    const { mode, limit } = options
    const { hits, total, suggestion, ignored } = await finder.find({ query, mode, offset: 0, limit })
    const scores = new Map(hits.map(({ id, score }) => [id, score]))
    const papers = await listPapers(database.db, [...scores.keys()])
    return {
      ...{ total, ignored: [...query.ignored, ...ignored] },
      ...(suggestion === undefined ? {} : { suggestion }),
      found: papers.map((paper) => ({
        item: { ...toldOfStore(paper), score: scores.get(paper.id) ?? 0 },
        ...{ authorCount: paper.authorCount, abstract: paper.abstract },
      })),
    }
  })
}

/** What a site ignores of a query it tells on its page only. */
function searchThere(
  context: CliContext,
  server: string,
  q: string,
  options: SearchOptions,
): Promise<SearchAnswer> {
  const { mode, limit } = options
  return askServer(context, server, options, async (client) => {
    let total: number | undefined
    const onAnswer = ({ headers }: Response) => {
      total = Number(headers.get('x-total-count') ?? Number.NaN)
    }
    const items = await client.searchPapers({ q, mode, limit }, { signal: context.signal, onAnswer })
    const found = items.map(({ paper, score }) => ({
      item: { ...toldOfServer(paper), score },
      ...{ authorCount: paper.authors.length, abstract: paper.summary },
    }))
    return { total: total || found.length, ignored: [], found }
  })
}

async function similar(context: CliContext, text: string, options: SearchOptions): Promise<void> {
  const { server } = options
  const { id, near } = await (server === undefined
    ? similarHere(context, text, options)
    : similarThere(context, server, text, options))
  if (options.json) return printJson(context, { id, items: near.map(({ item }) => item) })
  for (const [at, { item, authorCount }] of near.entries()) {
    const { because } = item
    const shared = because.length > 0 ? [`shares: ${because.join(', ')}`] : []
    printPaper(context, { ...item, authorCount }, at + 1, shared)
  }
}

function similarHere(context: CliContext, text: string, options: SearchOptions) {
  const config = context.config(options)
  return withStore(config, async (database): Promise<{ id: string; near: Near[] }> => {
    const finder = await openFinder(context, config, database, options)
    const named = await paperNamed(database.db, text)
    if (!named?.known)
      throw new NotFound(`There is no paper ${printable(text)} in this store. Search for its title instead.`)
    const { id } = named
    const found = new Map((await finder.similar(id, options.limit)).map((one) => [one.id, one]))
    const papers = await listPapers(database.db, [...found.keys()])
    const near = papers.map((paper) => {
      const { score = 0, because = [] } = found.get(paper.id) ?? {}
      return { item: { ...toldOfStore(paper), score, because }, authorCount: paper.authorCount }
    })
    return { id, near }
  })
}

function similarThere(context: CliContext, server: string, text: string, options: SearchOptions) {
  return askServer(context, server, options, async (client): Promise<{ id: string; near: Near[] }> => {
    const { signal } = context
    const { id } = await client.getPaper(text, {}, { signal })
    const items = await client.listSimilarPapers(id, { limit: options.limit }, { signal })
    const near = items.map(({ paper, score, because }) => ({
      item: { ...toldOfServer(paper), score, because },
      authorCount: paper.authors.length,
    }))
    return { id, near }
  })
}

const snippetOf = (abstract: string, query: Query) =>
  snippet(abstract, createHighlighter(query), { length: SNIPPET_LENGTH })
    .map(({ text }) => text)
    .join('')
