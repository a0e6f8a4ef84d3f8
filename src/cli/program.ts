import { Command, CommanderError } from 'commander'
import { isKnownError } from '../errors.ts'
import { addBackupCommand } from './backup.ts'
import { addConfigCommand } from './config.ts'
import type { CliContext, ExitStatus } from './context.ts'
import { addDoctorCommand } from './doctor.ts'
import { addImportCommand } from './import.ts'
import { addMigrateCommand } from './migrate.ts'
import { addRestoreCommand } from './restore.ts'
import { addServeCommand } from './serve.ts'

const adders = [
  addServeCommand,
  addImportCommand,
  addBackupCommand,
  addRestoreCommand,
  addMigrateCommand,
  addDoctorCommand,
  addConfigCommand,
]

/** Runs one command line (without the program's own name) and returns its exit status. */
export async function runCommandLine(argv: string[], context: CliContext): Promise<ExitStatus> {
  const program = createProgram(context)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return context.exitStatus
  } catch (error) {
    return explain(error, context)
  }
}

/** All commands with their options; also what docs/cli.md is written from. */
export function createProgram(context: CliContext): Command {
  const program = new Command('broadsheet')
    .description('The Daily Papers that anyone can run.')
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
