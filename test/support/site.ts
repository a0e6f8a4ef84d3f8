// A whole site at whose door tests knock: the real handlers over a real database, no port.

import { createAccounts } from '../../src/accounts/accounts.ts'
import { type Clock, fixedClock } from '../../src/clock.ts'
import { readConfig, type Settings } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import type { StoreVersion } from '../../src/db/store-version.ts'
import type { Finder } from '../../src/finding/finder.ts'
import { type Log, silentLog } from '../../src/log.ts'
import type { PaperSeeker } from '../../src/sources/find-paper/paper-seeker.ts'
import type { Telemetry } from '../../src/telemetry/telemetry.ts'
import type { Assets } from '../../src/web/assets.ts'
import { createWeb, type Web } from '../../src/web/create-web.ts'
import { finderOver } from './finder.ts'

/** The Wednesday on which all tests play, at noon. */
export const noon = '2026-03-04T12:00:00.000Z'

export const someAssets: Assets = {
  site: { css: '/assets/site.css', script: '/assets/site.js', fonts: [] },
  files: new Map([
    ['site.css', { type: 'text/css; charset=utf-8', body: new TextEncoder().encode('p { margin: 0 }') }],
  ]),
}

export interface SiteFacts {
  sampleDb?: Db
  /** What can be searched; nothing by default. */
  finder?: Finder
  at?: string
  /** Instead of one that stands still at `at`. */
  clock?: Clock
  /** Without it, no answer is kept. */
  storeVersion?: StoreVersion
  settings?: Partial<Record<keyof Settings, string>>
  log?: Log
  /** What it counts, and where its traces go. */
  node?: { name: string; telemetry: Telemetry }
  /** Where papers are looked up; by default no source knows any. */
  seeker?: PaperSeeker
  /** Told each time that somebody wants their searches compared now. */
  askForSearches?: () => Promise<void>
}

/** The site over this store, as every other setting has it by default. */
export function siteOver(
  db: Db,
  {
    sampleDb,
    finder = finderOver(),
    at = noon,
    clock = fixedClock(at),
    storeVersion,
    settings = {},
    log = loudAboutBugs,
    seeker = noSeeker,
    node,
    askForSearches = async () => {},
  }: SiteFacts = {},
): Web {
  const { values } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...settings } })
  const publicUrl = values.PUBLIC_URL ?? 'http://127.0.0.1:8080'
  return createWeb({
    db,
    ...(storeVersion && { storeVersion }),
    ...(node && { node }),
    finder,
    accounts: createAccounts({
      ...{ db, clock, publicUrl, secureCookies: true },
      services: { settings: values, canSignUp: values.REGISTRATION === 'open' },
    }),
    seeker,
    askForHarvest: async () => {},
    askForMails: async () => {},
    askForWebhooks: async () => {},
    askForSearches,
    askForChannels: async () => {},
    config: values,
    clock,
    log,
    assets: someAssets,
    version: '0.0.0-test',
    ...(sampleDb ? { sampleDb } : {}),
  })
}

export const noSeeker: PaperSeeker = { byId: async () => null, byTitle: async () => [] }

/** A bug shows its stack where the test runs. */
const loudAboutBugs: Log = {
  ...silentLog,
  error: (details, message) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
}
