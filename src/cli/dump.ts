import type { Command } from 'commander'
import { counted, sizeOf } from '../count-text.ts'
import { openExisting } from '../db/inspect.ts'
import type { DumpManifest } from '../dumps/dump-format.ts'
import { dumpInto } from '../dumps/make-dump.ts'
import { bytesOf } from '../dumps/stored-dumps.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { explained } from './open-store.ts'
import { printJson, printLine } from './output.ts'
import { createProgressBar } from './progress.ts'

export function addDumpCommand(program: Command, context: CliContext): void {
  program
    .command('dump')
    .description(
      'write all papers, editions and counts of votes, without persons, as JSON Lines, also while the site is served',
    )
    .argument('<folder>', 'where to; it is made if absent, and may hold an older dump')
    .action((folder: string, options: StoreOptions) => runDump(context, folder, options))
}

function runDump(context: CliContext, folder: string, options: StoreOptions): Promise<void> {
  const config = context.config(options)
  const { values: settings } = config
  return explained(async () => {
    const database = openExisting({ data: settings.BROADSHEET_DATA, url: settings.DATABASE_URL })
    const bar = createProgressBar(context, options.json === true)
    try {
      const publicUrl = settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`
      const parts = { clock: context.clock(config), settings, publicUrl, version: context.version }
      const manifest = await dumpInto(database, folder, parts, {
        signal: context.signal,
        onProgress: ({ papers, total }) =>
          bar.show({ name: folder, done: papers, total, count: papers, unit: 'paper' }),
      }).finally(bar.end)
      if (options.json) printJson(context, { folder, ...manifest })
      else printLine(context, sentenceOf(folder, manifest))
    } finally {
      await database.close()
    }
  })
}

function sentenceOf(folder: string, manifest: DumpManifest): string {
  const [papers, editions] = manifest.files.map(({ lines }) => lines)
  const entries = counted(editions ?? 0, 'place in editions', 'places in editions')
  return `Wrote ${counted(papers ?? 0, 'paper')} and ${entries} to ${folder} (${sizeOf(bytesOf(manifest))}).`
}
