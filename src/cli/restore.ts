import type { Command } from 'commander'
import { type CheckedBackup, checkBackup } from '../backup/check-backup.ts'
import { type RestoreResult, restore } from '../backup/restore.ts'
import { counted } from '../count-text.ts'
import { explainDatabaseError } from '../db/explain-error.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { connect } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

interface RestoreCommandOptions extends StoreOptions {
  replace?: boolean
}

export function addRestoreCommand(program: Command, context: CliContext): void {
  program
    .command('restore')
    .description('fill an empty store from a backup, whichever database the backup was made of')
    .argument('<file>', 'made by broadsheet backup')
    .option('--replace', 'throw away what the store holds')
    .action((file: string, options: RestoreCommandOptions) => runRestore(context, file, options))
}

/** The file is read to its end before the store is even opened: a broken one changes nothing. */
async function runRestore(context: CliContext, file: string, options: RestoreCommandOptions): Promise<void> {
  const config = context.config(options)
  const bar = createProgressBar(context, options.json === true)
  try {
    const checked = await checkBackup(
      file,
      ({ rows }) => bar.show({ name: `checking ${file}`, done: rows, count: rows, unit: 'row' }),
      context.signal,
    )
    const database = connect(config)
    try {
      const restored = await restore(database, checked, {
        replace: options.replace === true,
        signal: context.signal,
        onProgress: ({ rows, total }) =>
          bar.show({ name: file, done: rows, total, count: rows, unit: 'row' }),
      })
      bar.end()
      report(context, options, checked, restored)
    } finally {
      await database.close()
    }
  } catch (error) {
    throw explainDatabaseError(error)
  } finally {
    bar.end()
  }
}

function report(
  context: CliContext,
  { json }: RestoreCommandOptions,
  { file, header: { made } }: CheckedBackup,
  restored: RestoreResult,
): void {
  if (json) printJson(context, { file, made, ...restored })
  else printLine(context, `Restored ${counted(restored.rows, 'row')} of the backup made at ${made}.`)
}
