import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { exportPerson } from '../accounts/export-person.ts'
import { memberByName } from '../accounts/member-queries.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface ExportOptions extends StoreOptions {
  user: string
}

export function addExportCommand(program: Command, context: CliContext): void {
  program
    .command('export')
    .description('write everything that is stored of one member into a file (JSON)')
    .argument('<file>', 'where to; an existing file is replaced')
    .requiredOption('--user <name>', 'the member, as in /@NAME')
    .action((file: string, options: ExportOptions) => runExport(context, file, options))
}

function runExport(context: CliContext, file: string, options: ExportOptions): Promise<void> {
  const config = context.config(options)
  const now = context.clock(config).now()
  return withStore(config, async ({ db }) => {
    const member = await memberByName(db, options.user)
    if (!member) throw new NotFound(`There is no member ${options.user}. \`broadsheet user list\` shows all.`)
    const document = await exportPerson(db, member.id, now)
    write(file, `${JSON.stringify(document, null, 2)}\n`)
    if (options.json) printJson(context, { file, user: member.name })
    else printLine(context, `Wrote everything of ${member.name} to ${file}.`)
  })
}

/** For its owner alone: it holds a mail address and what was written to them. */
function write(file: string, content: string): void {
  try {
    writeFileSync(file, content, { mode: 0o600 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Conflict(`Can’t write to ${file} (${code}). Choose another file.`)
  }
}
