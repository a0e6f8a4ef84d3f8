import type { Command } from 'commander'
import { backup } from '../backup/backup.ts'
import { explainDatabaseError } from '../db/explain-error.ts'
import { openExisting } from '../db/inspect.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { counted, printJson, printLine, sizeOf } from './output.ts'
import { createProgressBar } from './progress.ts'

export function addBackupCommand(program: Command, context: CliContext): void {
  program
    .command('backup')
    .description('write the whole store into one file, also while the site is served')
    .argument('<file>', 'where to; an older backup of that name is replaced when the new one is whole')
    .action((file: string, options: StoreOptions) => runBackup(context, file, options))
}

async function runBackup(context: CliContext, file: string, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  const database = openExisting({ data: config.values.BROADSHEET_DATA, url: config.values.DATABASE_URL })
  const bar = createProgressBar(context, options.json === true)
  try {
    const written = await backup(database, file, {
      clock: context.clock(config),
      version: context.version,
      signal: context.signal,
      onProgress: ({ rows, total }) => bar.show({ name: file, done: rows, total, count: rows, unit: 'row' }),
    })
    bar.end()
    if (options.json) printJson(context, { file, ...written })
    else printLine(context, `Wrote ${counted(written.rows, 'row')} to ${file} (${sizeOf(written.bytes)}).`)
  } catch (error) {
    throw explainDatabaseError(error)
  } finally {
    bar.end()
    await database.close()
  }
}
