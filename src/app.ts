// The composition root: settings in, a site out. Nothing listens here; `cli/serve.ts` does.

import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/connect.ts'
import type { Finder } from './finding/finder.ts'
import { sampleFirst } from './finding/sample-finder.ts'
import { createWorker, type Worker } from './jobs/worker.ts'
import type { Log } from './log.ts'
import { packageRoot } from './package-root.ts'
import { isEmpty } from './papers/queries.ts'
import { openSampleEdition } from './papers/sample-edition.ts'
import type { Harvester } from './sources/harvest/harvester.ts'
import { specsOfSettings } from './sources/harvest/sources-of-settings.ts'
import { loadAssets } from './web/assets.ts'
import { createWeb, type Web } from './web/create-web.ts'

export interface App {
  web: Web
  worker: Worker
  close(): Promise<void>
}

export interface AppParts {
  config: Config
  /** A migrated store; whoever opened it closes it. */
  database: Database
  clock: Clock
  log: Log
  version: string
  /** Over the same store; whoever made it closes it. */
  finder: Finder
  harvester: Harvester
}

export async function createApp({
  config,
  database,
  clock,
  log,
  version,
  finder,
  harvester,
}: AppParts): Promise<App> {
  // A store with papers never needs it: see `web/middleware/site.ts`.
  const sample = (await isEmpty(database.db)) ? await openSampleEdition() : undefined
  const assets = loadAssets(join(packageRoot, 'dist/assets'))
  const sources = specsOfSettings(config.values).map(({ source }) => source)
  const worker = createWorker({ database, clock, log, harvester, sources, settings: config.values })
  const web = createWeb({
    db: database.db,
    ...(sample ? { sampleDb: sample.db } : {}),
    config: config.values,
    clock,
    log,
    assets,
    version,
    finder: sample ? await sampleFirst(finder, database.db, sample.db) : finder,
  })
  return {
    web,
    worker,
    async close() {
      await worker.stop()
      await sample?.close()
    },
  }
}
