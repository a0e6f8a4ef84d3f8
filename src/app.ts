// The composition root: settings in, a site out. Nothing listens here; `cli/serve.ts` does.

import { join } from 'node:path'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import { makeOwnerLink } from './accounts/owner-link.ts'
import type { BackupNotes } from './backup/backup-jobs.ts'
import type { Clock } from './clock.ts'
import { type Config, isLoopback } from './config.ts'
import type { Database, Db } from './db/connect.ts'
import { openStoreVersion } from './db/store-version.ts'
import type { SendDigests } from './digests/send-digests.ts'
import type { MakeDump } from './dumps/threaded-dumps.ts'
import type { Finder } from './finding/finder.ts'
import { sampleFirst } from './finding/sample-finder.ts'
import { tracedFinder } from './finding/traced-finder.ts'
import { queueNow } from './jobs/queue.ts'
import { queueHarvest } from './jobs/queue-harvest.ts'
import { createWorker, type Worker } from './jobs/worker.ts'
import type { Log } from './log.ts'
import { packageRoot } from './package-root.ts'
import { isEmpty } from './papers/queries.ts'
import { openSampleEdition } from './papers/sample-edition.ts'
import type { SourceName } from './source-spec.ts'
import { createPaperSeeker, lookUpLimits } from './sources/find-paper/paper-seeker.ts'
import { type Harvester, sourceClient } from './sources/harvest/harvester.ts'
import { specsOfSettings } from './sources/harvest/sources-of-settings.ts'
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts'
import { loadAssets } from './web/assets.ts'
import { createWeb, type Web } from './web/create-web.ts'
import { routes } from './web/routes.ts'

export interface App {
  web: Web
  worker: Worker
  /** A new link that signs the owner in, for a site of this machine; elsewhere admins are made in the shell. */
  ownerAddress(): Promise<string | undefined>
  /** What requests need is closed when those that came are `answered`. */
  close(answered?: Promise<void>): Promise<void>
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
  /** Absent: digests are sent by the thread that serves. */
  sendDigests?: SendDigests | undefined
  /** Absent where this node makes no dumps. */
  makeDump?: MakeDump | undefined
  backups?: BackupNotes
  /** Absent: it has no name, and measures nothing of the process. */
  node?: { name: string; telemetry: Telemetry }
}

export async function createApp({
  config,
  database,
  clock,
  log,
  version,
  finder,
  harvester,
  sendDigests,
  makeDump,
  backups = {},
  node = { name: 'here', telemetry: createTelemetry() },
}: AppParts): Promise<App> {
  // A store with papers never needs it: see `web/middleware/site.ts`.
  const sample = (await isEmpty(database.db)) ? await openSampleEdition() : undefined
  const assets = loadAssets(join(packageRoot, 'dist/assets'))
  const sources = specsOfSettings(config.values).map(({ source }) => source)
  const http = clientOf(config, version)
  const settings = config.values
  const seeker = createPaperSeeker({ db: database.db, clock, http, settings })
  const { telemetry } = node
  const worker = createWorker({
    ...{ database, clock, log, harvester, seeker, finder, sources },
    ...{ settings, sendDigests, backups, telemetry },
    ...(makeDump && { makeDump }),
  })
  const accounts = accountsOf(config, database, clock)
  const storeVersion = openStoreVersion(database)
  const web = createWeb({
    ...{ db: database.db, database, node, storeVersion, config: settings, clock },
    ...{ log, assets, version, accounts, seeker },
    ...(sample ? { sampleDb: sample.db } : {}),
    ...queuesOf(database.db, clock),
    finder: tracedFinder(
      sample ? await sampleFirst(finder, database.db, sample.db) : finder,
      telemetry.tracer,
    ),
  })
  return {
    web,
    worker,
    ownerAddress: () => ownerAddress(config, database, clock),
    async close(answered) {
      await Promise.all([worker.stop(), answered])
      storeVersion.close()
      await Promise.all([http.close(), sample?.close()])
    },
  }
}

/** What somebody waits for is done as soon as a worker is free. */
const queuesOf = (db: Db, clock: Clock) => ({
  askForHarvest: (source: SourceName) => queueHarvest(db, clock.now(), source),
  askForMails: () => queueNow(db, clock.now(), 'send-mails'),
  askForSearches: () => queueNow(db, clock.now(), 'run-saved-searches'),
  askForWebhooks: () => queueNow(db, clock.now(), 'send-webhooks'),
  askForChannels: () => queueNow(db, clock.now(), 'send-channels'),
})

/** For papers that members look up: no host outside of the settings is asked while a test setting is on. */
function clientOf({ values }: Config, version: string) {
  const isTest = values.TEST_CLOCK !== undefined || values.TEST_POLITENESS_MS !== undefined
  return sourceClient(values, version, isTest, lookUpLimits)
}

/** The strictest cookies need https, or a name that browsers know to be this machine. */
export function accountsOf({ values }: Config, { db }: Database, clock: Clock): Accounts {
  const publicUrl = values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`
  const { protocol, hostname } = new URL(publicUrl)
  const secureCookies = protocol === 'https:' || isLoopback(hostname)
  const services = { settings: values, canSignUp: values.REGISTRATION === 'open' }
  return createAccounts({ db, clock, publicUrl, secureCookies, secretKey: values.SECRET_KEY, services })
}

/** Where a proxy asks whether this node can be asked. */
export const readyAddress = routes.ready()

/** Where somebody signs in with a link that was made in the shell. */
export const signInAddress = ({ values }: Config, token: string): string =>
  `${values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`}${routes.confirmSignIn(token)}`

async function ownerAddress({ values }: Config, { db }: Database, clock: Clock): Promise<string | undefined> {
  const { HOST, PUBLIC_URL = '' } = values
  if (!isLoopback(HOST) || !isLoopback(URL.parse(PUBLIC_URL)?.hostname ?? '')) return undefined
  return `${PUBLIC_URL}${routes.ownerLink(await makeOwnerLink(db, clock.now()))}`
}
