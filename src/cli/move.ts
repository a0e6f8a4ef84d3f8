import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type MoveResult, moveStore } from '../backup/move.ts'
import { counted } from '../count-text.ts'
import { type Database, type DatabaseHome, openDatabase } from '../db/connect.ts'
import { openExisting } from '../db/inspect.ts'
import { Invalid } from '../errors.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { explained } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

interface MoveCommandOptions extends StoreOptions {
  from: string
  to: string
  replace?: boolean
}

export function addMoveCommand(program: Command, context: CliContext): void {
  program
    .command('move')
    .description(
      'copy a store between SQLite and PostgreSQL, and compare both row by row; stop the server first',
    )
    .requiredOption('--from <place>', 'data folder of an SQLite store, or postgres://…')
    .requiredOption('--to <place>', 'data folder or postgres://… of the new one')
    .option('--replace', 'throw away what the new one holds')
    .action((options: MoveCommandOptions) => runMove(context, options))
}

async function runMove(context: CliContext, options: MoveCommandOptions): Promise<void> {
  const [from, to] = [placeOf(options.from), placeOf(options.to)]
  if (from.url === to.url && resolve(from.data) === resolve(to.data))
    throw new Invalid('--from and --to are one place: name another with --to.')
  await explained(async () => {
    const source = openExisting(from)
    try {
      const target = openDatabase(to)
      await moveWithProgress(context, options, { source, target }).finally(() => target.close())
    } finally {
      await source.close()
    }
  })
}

/** Addresses of PostgreSQL have their beginning; everything else is a folder. */
const placeOf = (place: string): DatabaseHome =>
  /^postgres(ql)?:\/\//i.test(place) ? { data: '', url: place } : { data: place }

async function moveWithProgress(
  context: CliContext,
  options: MoveCommandOptions,
  { source, target }: { source: Database; target: Database },
): Promise<void> {
  const bar = createProgressBar(context, options.json === true)
  try {
    const moved = await moveStore(source, target, {
      replace: options.replace === true,
      signal: context.signal,
      onProgress: ({ step, rows, total }) =>
        bar.show({ name: step, done: rows, total, count: rows, unit: 'row' }),
    })
    bar.end()
    report(context, options, moved)
  } finally {
    bar.end()
  }
}

function report(context: CliContext, { json }: MoveCommandOptions, moved: MoveResult): void {
  if (json) printJson(context, moved)
  else
    printLine(
      context,
      `Moved ${counted(moved.rows, 'row')} of ${Object.keys(moved.tables).length} tables; each was compared and is equal.`,
    )
  if (moved.sourceWasWritten && !json)
    context.stderr.write(
      'The source was written to meanwhile: what came since is not in the new store. Stop the server and move again with --replace.\n',
    )
}
