import type { Command } from 'commander'
import { explainDatabaseError } from '../db/explain-error.ts'
import { migrate } from '../db/migrate.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { connect } from './open-store.ts'

export function addMigrateCommand(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('bring the store to this program’s schema (serve and import do so themselves)')
    .action((options: StoreOptions) => runMigrate(context, options))
}

async function runMigrate(context: CliContext, options: StoreOptions): Promise<void> {
  const database = connect(context.config(options))
  try {
    const applied = await migrate(database)
    const said = applied.length === 0 ? 'The store is up to date.' : `Applied ${applied.join(', ')}.`
    context.stdout.write(`${options.json ? JSON.stringify({ applied }) : said}\n`)
  } catch (error) {
    throw explainDatabaseError(error)
  } finally {
    await database.close()
  }
}
