import type { Command } from 'commander'
import { backup } from '../backup/backup.ts'
import { checkBackup } from '../backup/check-backup.ts'
import { counted, sizeOf } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { openExisting } from '../db/inspect.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { explained } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

interface BackupCommandOptions extends StoreOptions {
  check?: boolean
}

export function addBackupCommand(program: Command, context: CliContext): void {
  program
    .command('backup')
    .description('write the whole store into one file, also while the site is served')
    .argument('<file>', 'where to; an older backup of that name is replaced when the new one is whole')
    .option('--check', 'write nothing: read this backup to its end and say whether it is whole')
    .action((file: string, options: BackupCommandOptions) =>
      options.check ? runCheck(context, file, options) : runBackup(context, file, options),
    )
}

/** Touches no store. @throws Invalid, with what is wrong with the file */
async function runCheck(context: CliContext, file: string, options: StoreOptions): Promise<void> {
  const bar = createProgressBar(context, options.json === true)
  const { header, trailer, sha256 } = await checkBackup(
    file,
    ({ rows }) => bar.show({ name: `checking ${file}`, done: rows, count: rows, unit: 'row' }),
    context.signal,
  ).finally(bar.end)
  const { made, program } = header
  if (options.json) printJson(context, { file, made, program, rows: trailer.rows, sha256 })
  else
    printLine(
      context,
      `${file} is whole: ${counted(trailer.rows, 'row')}, made at ${made} by version ${program}.`,
    )
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
