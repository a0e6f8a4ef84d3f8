import type { Command } from 'commander'
import { Option } from 'commander'
import { counted, exactCount } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { optimize } from '../db/optimize.ts'
import { importFormats } from '../papers/import/detect-format.ts'
import { importFiles } from '../papers/import/import-files.ts'
import type { BadRecord, ImportedFile, ImportOptions, ImportResult } from '../papers/import/import-report.ts'
import { STDIN } from '../papers/import/open-input.ts'
import type { CliContext, ExitStatus, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printable, printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

export interface ImportCommandOptions extends StoreOptions {
  format?: ImportOptions['format']
}

/** How many bad records are printed in full; one bad export must not fill the terminal, or a program's memory. */
const SHOWN_BAD = 20
const LISTED_BAD = 1_000

export function addImportCommand(program: Command, context: CliContext): void {
  program
    .command('import')
    .description('add or update papers from files, folders and archives (.gz, .zst, .xz and .tar too)')
    .argument('<file...>', 'what to read; - is standard input')
    .addOption(
      new Option('--format <format>', 'what the files hold')
        .choices(['auto', ...importFormats])
        .default('auto'),
    )
    .action(async (files: string[], options: ImportCommandOptions) => {
      context.exitStatus = await runImport(context, files, options)
    })
}

/** 0 when every record is in, 1 when a record or a file was bad or the import was stopped. */
async function runImport(
  context: CliContext,
  files: string[],
  options: ImportCommandOptions,
): Promise<ExitStatus> {
  const config = context.config(options)
  const bad: BadRecord[] = []
  const progress = createProgressBar(context, options.json === true)
  const result = await withStore(config, (database) =>
    importAndOptimize(database, files, {
      format: options.format ?? 'auto',
      clock: context.clock(config),
      stdin: context.stdin,
      signal: context.signal,
      onProgress: ({ file, bytesRead, records }) =>
        progress.show({ name: file.name, done: bytesRead, total: file.size, count: records, unit: 'paper' }),
      onBadRecord: (record) => {
        if (bad.length < LISTED_BAD) bad.push(record)
        if (options.json || bad.length > SHOWN_BAD) return
        progress.end()
        const { file, where, reason } = record
        context.stderr.write(`${printable(`${file}, ${where}: ${reason}`)}\n`)
      },
    }),
  ).finally(progress.end)
  if (options.json) printJson(context, { ...result, badRecords: bad })
  else printSummary(context, result)
  if (result.interrupted && !options.json) context.stderr.write(`Stopped. ${howToGoOn(files)}\n`)
  return isWhole(result) ? 0 : 1
}

/**
 * Without fresh statistics PostgreSQL reads whole tables for a day's page, which takes ten times as long, until its
 * autovacuum or our nightly job comes by.
 */
async function importAndOptimize(
  database: Database,
  files: string[],
  options: ImportOptions,
): Promise<ImportResult> {
  const result = await importFiles(database.db, files, options)
  if (result.files.some(({ added, changed }) => added + changed > 0)) await optimize(database)
  return result
}

const isWhole = ({ files, interrupted }: ImportResult) =>
  !interrupted && files.every((file) => file.bad === 0 && file.error === undefined)

function printSummary(context: CliContext, { files, skipped, interrupted }: ImportResult): void {
  for (const file of files) {
    if (files.length <= SHOWN_BAD || file.bad > 0 || file.error) printLine(context, summaryOf(file))
    if (file.error) context.stderr.write(`${printable(file.error)}\n`)
  }
  if (files.length > 1) printLine(context, summaryOf(totalOf(files)))
  if (skipped.length > 0) {
    const named = printable(skipped.slice(0, 5).join(', '))
    context.stderr.write(
      `Passed over ${counted(skipped.length, 'file')} that can’t be read here: ${named}${skipped.length > 5 ? ' …' : ''}\n`,
    )
  }
  if (files.length === 0 && !interrupted) context.stderr.write('There was no file to import.\n')
}

const howToGoOn = (files: string[]) =>
  files.includes(STDIN)
    ? 'What was read is kept. Standard input can’t go on there: give it again from its beginning.'
    : 'The same command goes on where it was.'

function summaryOf({ name, records, bad, resumedAt, ...counts }: ImportedFile): string {
  const parts = [
    `${counted(counts.added, 'paper')} added`,
    `${exactCount(counts.changed)} changed`,
    `${exactCount(counts.unchanged)} unchanged`,
  ]
  if (counts.repeated > 0) parts.push(`${exactCount(counts.repeated)} more of the same papers`)
  if (bad > 0) parts.push(`${counted(bad, 'bad record')} left out`)
  const resumed =
    resumedAt === undefined ? '' : ` (${counted(resumedAt, 'record')} of them by an earlier run)`
  return `${name}: ${counted(records, 'record')} read${resumed}: ${parts.join(', ')}.`
}

function totalOf(files: ImportedFile[]): ImportedFile {
  const total: ImportedFile = {
    name: 'In all',
    records: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    repeated: 0,
    bad: 0,
  }
  for (const file of files) {
    total.records += file.records
    total.added += file.added
    total.changed += file.changed
    total.unchanged += file.unchanged
    total.repeated += file.repeated
    total.bad += file.bad
  }
  return total
}
