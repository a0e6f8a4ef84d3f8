import type { Command } from 'commander'
import { migrate } from '../db/migrate.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { connect, explained } from './open-store.ts'
import { printJson, printLine } from './output.ts'

export function addMigrateCommand(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('bring the store to this program’s schema (serve and import do so themselves)')
    .action((options: StoreOptions) => runMigrate(context, options))
}

function runMigrate(context: CliContext, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  return explained(async () => {
    const database = connect(config)
    try {
      const applied = await migrate(database)
      const said = applied.length === 0 ? 'The store is up to date.' : `Applied ${applied.join(', ')}.`
      if (options.json) printJson(context, { applied })
      else printLine(context, said)
    } finally {
      await database.close()
    }
  })
}
