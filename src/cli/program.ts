import { Command, CommanderError } from 'commander'
import { isKnownError } from '../errors.ts'
import { addBackupCommand } from './backup.ts'
import { addBenchCommand } from './bench.ts'
import { addBouncesCommand } from './bounces.ts'
import { addChannelsCommand } from './channels.ts'
import { addConfigCommand } from './config.ts'
import type { CliContext, ExitStatus } from './context.ts'
import { addDailyCommand } from './daily.ts'
import { addDigestCommand } from './digest.ts'
import { addDoctorCommand } from './doctor.ts'
import { addDumpCommand } from './dump.ts'
import { addEvaluateCommand } from './evaluate.ts'
import { addExportCommand } from './export-person.ts'
import { addHarvestCommand } from './harvest.ts'
import { addImportCommand } from './import.ts'
import { addMergesCommand } from './merges.ts'
import { addMigrateCommand } from './migrate.ts'
import { addMoveCommand } from './move.ts'
import { addRestoreCommand } from './restore.ts'
import { addSearchCommand, addSimilarCommand } from './search.ts'
import { addIndexCommand } from './search-index.ts'
import { addServeCommand } from './serve.ts'
import { addShowCommand } from './show.ts'
import { addSourcesCommand } from './sources.ts'

import { addTokenCommand } from './token.ts'
import { addUserCommand } from './user.ts'
import { addWebhooksCommand } from './webhooks.ts'

const adders = [
  addServeCommand,
  addImportCommand,
  addHarvestCommand,
  addMergesCommand,
  addSourcesCommand,
  addDailyCommand,
  addShowCommand,
  addSearchCommand,
  addSimilarCommand,
  addIndexCommand,
  addEvaluateCommand,
  addBenchCommand,
  addUserCommand,
  addTokenCommand,
  addWebhooksCommand,
  addDigestCommand,
  addBouncesCommand,
  addChannelsCommand,
  addExportCommand,
  addBackupCommand,
  addRestoreCommand,
  addMoveCommand,
  addDumpCommand,
  addMigrateCommand,
  addDoctorCommand,
  addConfigCommand,
]

/** Runs one command line (without the program's own name) and returns its exit status. */
export async function runCommandLine(argv: string[], context: CliContext): Promise<ExitStatus> {
  const program = createProgram(context)
  const commandFirst = withCommandFirst(argv)
  try {
    refuseUnknownCommand(program, commandFirst)
    await program.parseAsync(commandFirst, { from: 'user' })
    return context.exitStatus
  } catch (error) {
    return explain(error, context)
  }
}

/** All commands with their options; also what docs/cli.md is written from. */
export function createProgram(context: CliContext): Command {
  const program = new Command('broadsheet')
    .description('A site of daily research papers that anyone can run.')
    .version(context.version)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError('(broadsheet --help shows the commands)')
  for (const add of adders) add(program, context)
  for (const command of program.commands) withStoreOptions(command)
  return program
}

/** `broadsheet --data DIR doctor` is `broadsheet doctor --data DIR`: the options of all commands may come first. */
function withCommandFirst(argv: string[]): string[] {
  let at = 0
  while (at < argv.length) {
    const option = argv[at] ?? ''
    if (option === '--json' || /^--(data|database)=/.test(option)) at += 1
    else if (option === '--data' || option === '--database') at += 2
    else break
  }
  const [command, ...rest] = argv.slice(at)
  const moved = argv.slice(0, at)
  if (command === undefined || command.startsWith('-')) return argv
  return [command, ...moved, ...rest]
}

/** Without this a mistyped command would be taken for an argument of `serve`, the default. */
function refuseUnknownCommand(program: Command, [name]: string[]): void {
  if (name === undefined || name.startsWith('-')) return
  const known = ['help', ...program.commands.map((command) => command.name())]
  if (!known.includes(name)) program.error(`error: unknown command '${name}'`, { exitCode: 2 })
}

function withStoreOptions(command: Command): void {
  command
    .option('--data <dir>', 'folder of the embedded database (BROADSHEET_DATA)')
    .option('--database <url>', 'PostgreSQL address (DATABASE_URL)')
    .option('--json', 'print one JSON document on standard output')
    .exitOverride()
}

/** One sentence on standard error; 2 for wrong usage, 1 for everything else. */
function explain(error: unknown, { stderr }: CliContext): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (isKnownError(error)) stderr.write(`broadsheet: ${error.message}\n`)
  else stderr.write(`broadsheet: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
