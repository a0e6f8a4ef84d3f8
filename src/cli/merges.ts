import type { Command } from 'commander'
import { counted } from '../count-text.ts'
import { Invalid } from '../errors.ts'
import { parsePaperId } from '../papers/identifiers/identifiers.ts'
import { mergeSamePapers } from '../papers/same/find-same.ts'
import { mergePapers, undoMerge } from '../papers/same/merge-papers.ts'
import { merges } from '../papers/same/merge-queries.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

const SHOWN = 50

/** Papers that stand under several ids: shown, merged, taken apart. */
export function addMergesCommand(program: Command, context: CliContext): void {
  program
    .command('merges')
    .description('papers known under several ids: shows them; looks for more; merges two; takes two apart')
    .argument('[what]', 'list, find, add ALIAS PAPER, undo ALIAS', 'list')
    .argument('[ids...]', 'the id that leads to the other, then the paper')
    .action((what: string, ids: string[], options: StoreOptions) => run(context, what, ids, options))
}

function run(context: CliContext, what: string, ids: string[], options: StoreOptions): Promise<void> {
  const config = context.config(options)
  const now = () => context.clock(config).now()
  const known = ids.map(readId)
  return withStore(config, async ({ db }) => {
    if (what === 'list') return list(context, await merges(db, SHOWN), options)
    if (what === 'find')
      return told(context, options, { merged: await mergeSamePapers(db, now, context.signal) })
    const [alias, into] = known
    if (what === 'undo' && alias && known.length === 1) {
      await undoMerge(db, alias, now())
      return told(context, options, { alias, undone: true })
    }
    if (what === 'add' && alias && into && known.length === 2) {
      await mergePapers(db, { alias, into, reason: 'person', by: 'the command line', now: now() })
      return told(context, options, { alias, paper: into })
    }
    throw new Invalid('Say list, find, add ALIAS PAPER, or undo ALIAS.')
  })
}

function readId(text: string): string {
  const id = parsePaperId(text)
  if (id !== null) return id
  throw new Invalid(`“${text.slice(0, 80)}” is no id of a paper.`)
}

interface ShownMerge {
  alias: string
  paper: string
  reason: string
  mergedAt: string
  mergedBy?: string
  undoneAt?: string
}

function list(context: CliContext, rows: Awaited<ReturnType<typeof merges>>, options: StoreOptions): void {
  const shown: ShownMerge[] = rows.map(({ alias_id, paper_id, reason, merged_at, merged_by, undone_at }) => ({
    ...{ alias: alias_id, paper: paper_id, reason, mergedAt: new Date(merged_at).toISOString() },
    ...(merged_by === null ? {} : { mergedBy: merged_by }),
    ...(undone_at === null ? {} : { undoneAt: new Date(undone_at).toISOString() }),
  }))
  if (options.json) printJson(context, { merges: shown })
  else if (shown.length === 0) printLine(context, 'No paper stands under two ids.')
  else for (const merge of shown) printLine(context, lineOf(merge))
}

function lineOf({ alias, paper, reason, mergedAt, undoneAt }: ShownMerge): string {
  const state =
    undoneAt === undefined ? `merged ${mergedAt.slice(0, 10)}` : `taken apart ${undoneAt.slice(0, 10)}`
  return `${alias} → ${paper} (same ${reason === 'person' ? 'by hand' : reason}; ${state})`
}

function told(context: CliContext, options: StoreOptions, outcome: object): void {
  const { merged } = outcome as { merged?: number }
  if (options.json) printJson(context, outcome)
  else printLine(context, merged === undefined ? 'Done.' : `${counted(merged, 'paper')} merged.`)
}
