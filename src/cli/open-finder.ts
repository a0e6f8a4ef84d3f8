// The search as commands use it: in this process, over an index brought up to the store first.

import type { Config } from '../config.ts'
import type { Database } from '../db/connect.ts'
import { type BuildHow, type BuildParts, buildIndex } from '../finding/build-index.ts'
import { loadEncoder } from '../finding/load-encoder.ts'
import { LocalFinder } from '../finding/local-finder.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { finderSetup } from './finder-setup.ts'
import { createProgressBar } from './progress.ts'

/** Few enough to hold in memory for one command. */
const NOT_WORTH_WRITING = 500

/** A finder that knows everything in the store; builds or completes the index where no other process does. */
export async function openFinder(
  context: CliContext,
  config: Config,
  { db }: Database,
  options: StoreOptions,
): Promise<LocalFinder> {
  const { folder, encoder: encoderSettings } = finderSetup(config)
  const { encoder, scanOf } = await loadEncoder(encoderSettings)
  const finder = new LocalFinder({ db, folder, encoder, scanOf })
  const { missing, inMemory, damage } = await finder.refresh()
  if (missing === 0 && inMemory < NOT_WORTH_WRITING && damage === undefined) return finder
  const parts = { db, folder, encoder, encoderSettings, signal: context.signal }
  const written = await buildWithProgress(context, parts, options, { isDamaged: damage !== undefined })
  const after = await finder.refresh()
  if (!written && after.missing > 0) {
    context.stderr.write('Another process is writing the search index: not every paper can be found yet.\n')
  }
  return finder
}

/** Returns false where another process is writing. */
export async function buildWithProgress(
  context: CliContext,
  parts: BuildParts,
  options: StoreOptions,
  how: BuildHow,
): Promise<boolean> {
  const bar = createProgressBar(context, options.json === true)
  const onProgress: BuildParts['onProgress'] = ({ done, total }) =>
    bar.show({ name: 'search index', done, total, count: done, unit: 'paper' })
  return buildIndex({ ...parts, onProgress }, how).finally(bar.end)
}
