import type { Command } from 'commander'
import { counted, sizeOf } from '../count-text.ts'
import { Conflict, Invalid } from '../errors.ts'
import { checkIndex, type IndexCheck } from '../finding/check-index.ts'
import { loadEncoder } from '../finding/load-encoder.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { finderSetup } from './finder-setup.ts'
import { buildWithProgress } from './open-finder.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface IndexOptions extends StoreOptions {
  check?: boolean
  rebuild?: boolean
}

export function addIndexCommand(program: Command, context: CliContext): void {
  program
    .command('index')
    .description('bring the search index up to the store and show its state')
    .option('--check', 'read every byte, compare with the store, change nothing')
    .option('--rebuild', 'make it anew; the old one serves until the new one is whole')
    .action((options: IndexOptions) => runIndex(context, options))
}

function runIndex(context: CliContext, options: IndexOptions): Promise<void> {
  if (options.check && options.rebuild) throw new Invalid('Choose one of --check and --rebuild.')
  const config = context.config(options)
  const { folder, encoder: encoderSettings } = finderSetup(config)
  return withStore(config, async ({ db }) => {
    const { encoder } = await loadEncoder(encoderSettings)
    if (!options.check) {
      const parts = { db, folder, encoder, encoderSettings, signal: context.signal }
      const written = await buildWithProgress(context, parts, options, { anew: options.rebuild === true })
      if (!written)
        throw new Conflict('Another process is writing this search index. Try again when it is done.')
    }
    const checked = await checkIndex(db, folder, encoder)
    if (checked.problems.length > 0) context.exitStatus = 1
    if (options.json) printJson(context, { ok: checked.problems.length === 0, ...checked })
    else for (const line of linesOf(checked)) printLine(context, line)
  })
}

function linesOf({ papers, segments, bytes, seq, storeSeq, problems }: IndexCheck): string[] {
  if (problems.length > 0) return [...problems, 'Make it anew: broadsheet index --rebuild']
  const behind = storeSeq - seq
  const rest = behind > 0 ? `, ${counted(behind, 'later change')} not yet written` : ''
  return [
    `The search index holds ${counted(papers, 'paper')} in ${counted(segments, 'segment')} (${sizeOf(bytes)})${rest}. It agrees with the store.`,
  ]
}
