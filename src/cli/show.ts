import type { Command } from 'commander'
import type { WholePaper } from '../client/client.ts'
import { NotFound } from '../errors.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { paperNamed } from '../papers/named-paper.ts'
import type { LinkKind, ListedPaper } from '../papers/paper.ts'
import { plainLatex } from '../papers/text/latex-text.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'
import { askServer, type ServerOptions, withServerOptions } from './server.ts'
import { type ToldPaper, toldOfServer, toldOfStore } from './told-paper.ts'

interface ShowOptions extends StoreOptions, ServerOptions {}

interface Shown extends ToldPaper {
  abstract: string
  comments: number
  links: { kind: LinkKind; url: string }[]
}

export function addShowCommand(program: Command, context: CliContext): void {
  const command = program
    .command('show')
    .description('one paper with its abstract')
    .argument('<id>', 'its id, DOI or address')
    .action((id: string, options: ShowOptions) => show(context, id, options))
  withServerOptions(command)
}

async function show(context: CliContext, id: string, options: ShowOptions): Promise<void> {
  const { server } = options
  const paper = await (server === undefined
    ? shownHere(context, id, options)
    : askServer(context, server, options, async (client) =>
        ofServer(await client.getPaper(id, {}, { signal: context.signal })),
      ))
  if (options.json) return printJson(context, paper)
  const facts = [paper.id, paper.published?.slice(0, 10), paper.categories.join(', ')].filter(Boolean)
  const lines = [
    plainLatex(paper.title),
    paper.authors.join(', '),
    facts.join(' · '),
    `${paper.upvotes} upvotes, ${paper.comments} comments`,
    '',
    ...paper.abstract.split('\n'),
    ...(paper.links.length > 0 ? [''] : []),
    ...paper.links.map(({ kind, url }) => `${kind}: ${url}`),
  ]
  for (const line of lines) printLine(context, printable(line))
}

function shownHere(context: CliContext, text: string, options: ShowOptions): Promise<Shown> {
  return withStore(context.config(options), async ({ db }) => {
    const named = await paperNamed(db, text)
    const [paper] = named?.known ? await listPapers(db, [named.id]) : []
    if (paper) return ofStore(paper)
    throw new NotFound(`There is no paper ${printable(text)} in this store. Search for its title instead.`)
  })
}

const ofStore = (paper: ListedPaper): Shown => ({
  ...toldOfStore(paper),
  ...{ abstract: paper.abstract, comments: paper.comments },
  links: paper.links.map(({ kind, url }) => ({ kind, url })),
})

const ofServer = (paper: WholePaper): Shown => ({
  ...toldOfServer(paper),
  ...{ abstract: paper.summary, comments: paper.numComments },
  links: [
    ...(paper.githubRepo === undefined ? [] : [{ kind: 'code' as const, url: paper.githubRepo }]),
    ...paper.linkedDatasets.map(({ url }) => ({ kind: 'data' as const, url })),
    ...paper.linkedSpaces.map(({ url }) => ({ kind: 'demo' as const, url })),
    ...paper.linkedModels.map(({ url }) => ({ kind: 'model' as const, url })),
    ...(paper.projectPage === undefined ? [] : [{ kind: 'project' as const, url: paper.projectPage }]),
  ],
})
