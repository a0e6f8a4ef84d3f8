import type { Command } from 'commander'
import { backup } from '../backup/backup.ts'
import { counted, sizeOf } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { openExisting } from '../db/inspect.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { explained } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

export function addBackupCommand(program: Command, context: CliContext): void {
  program
    .command('backup')
    .description('write the whole store into one file, also while the site is served')
    .argument('<file>', 'where to; an older backup of that name is replaced when the new one is whole')
    .action((file: string, options: StoreOptions) => runBackup(context, file, options))
}

function runBackup(context: CliContext, file: string, options: StoreOptions): Promise<void> {
  const { values } = context.config(options)
  const home = { data: values.BROADSHEET_DATA, url: values.DATABASE_URL }
  return explained(async () => {
    const database = openExisting(home)
    try {
      await write(context, database, file, options)
    } finally {
      await database.close()
    }
  })
}

async function write(
  context: CliContext,
  database: Database,
  file: string,
  options: StoreOptions,
): Promise<void> {
  const bar = createProgressBar(context, options.json === true)
  const written = await backup(database, file, {
    clock: context.clock(context.config(options)),
    version: context.version,
    signal: context.signal,
    onProgress: ({ rows, total }) => bar.show({ name: file, done: rows, total, count: rows, unit: 'row' }),
  }).finally(bar.end)
  if (options.json) printJson(context, { file, ...written })
  else printLine(context, `Wrote ${counted(written.rows, 'row')} to ${file} (${sizeOf(written.bytes)}).`)
}
