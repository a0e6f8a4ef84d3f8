// What handlers find on a request, and what the site is made of.

import type { Context, Hono } from 'hono'
import type { Accounts } from '../accounts/accounts.ts'
import type { Viewer } from '../accounts/roles.ts'
import type { Clock } from '../clock.ts'
import type { Settings } from '../config.ts'
import type { Database, Db } from '../db/connect.ts'
import type { StoreVersion } from '../db/store-version.ts'
import type { Finder } from '../finding/finder.ts'
import type { Log } from '../log.ts'
import type { SourceName } from '../source-spec.ts'
import type { PaperSeeker } from '../sources/find-paper/paper-seeker.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Assets } from './assets.ts'
import type { Site } from './views/site.ts'

export interface WebDependencies {
  /** The store; migrated. */
  db: Db
  /** The sample edition's database: read instead of the store while that has no paper. */
  sampleDb?: Db
  /** Searches what the pages show: the store or, while that is empty, the sample edition. */
  finder: Finder
  /** The same with what it tells of itself; absent: nobody is told of its size. */
  database?: Database
  /** This node and what it counts; absent: it counts for itself alone. */
  node?: { name: string; telemetry: Telemetry }
  /** What says that nothing was written since; absent: no answer is kept. */
  storeVersion?: StoreVersion
  config: Settings
  clock: Clock
  log: Log
  assets: Assets
  accounts: Accounts
  /** Asks the sources for papers that aren’t here. */
  seeker: PaperSeeker
  /** Has a source harvested as soon as a worker is free. */
  askForHarvest(source: SourceName): Promise<void>
  /** Has mail that waits sent now: somebody is waiting for it. */
  askForMails(): Promise<void>
  /** Has saved searches compared with what is new now: somebody looks whether there is anything. */
  askForSearches(): Promise<void>
  /** Has webhooks that wait sent now: somebody looks whether they arrive. */
  askForWebhooks(): Promise<void>
  /** Has messages to channels that wait sent now: somebody looks whether they arrive. */
  askForChannels(): Promise<void>
  /** The program's version, shown on the page about the site. */
  version: string
}

export interface WebVariables {
  requestId: string
  site: Site
  /** Where the pages of this request read: the store or the sample edition. */
  db: Db
  log: Log
  /** Who asks; null: nobody who is signed in. */
  viewer: Viewer | null
  /** The pattern of the address that made an answer which was kept. */
  route?: string
}

export interface WebEnvironment {
  Variables: WebVariables
}

export type Ctx = Context<WebEnvironment>

export type Web = Hono<WebEnvironment>
