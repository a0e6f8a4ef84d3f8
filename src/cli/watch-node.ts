// What a serving node tells of itself, and its backups.

import { hostname } from 'node:os'
import type { BackupNotes } from '../backup/backup-jobs.ts'
import { threadedBackups, threadedDamage } from '../backup/threaded-backups.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/connect.ts'
import type { Finder } from '../finding/finder.ts'
import type { Log } from '../log.ts'
import { createSampler } from '../telemetry/sampler.ts'
import { startTelemetry } from '../telemetry/start-telemetry.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'

export interface NodeParts {
  /** With the port that was really taken. */
  config: Config
  clock: Clock
  log: Log
  version: string
  finder: Finder
}

export interface WatchedNode {
  name: string
  telemetry: Telemetry
  /** From now on a sample is written each minute. */
  startSampling(): void
  close(): Promise<void>
}

export function watchNode(
  database: Database,
  { config, clock, log, version, finder }: NodeParts,
): WatchedNode {
  const { values: settings } = config
  const name = `${hostname()}:${settings.PORT}`
  const { telemetry, close } = startTelemetry(database, { settings, version, node: name, log })
  const sampler = createSampler({
    ...{ db: database.db, clock, telemetry, node: name, version, works: settings.JOBS },
    lag: () => finder.figures(),
    onTrouble: (error) => log.warn({ err: error }, 'the sample of this minute can’t be written'),
  })
  return {
    name,
    telemetry,
    startSampling: sampler.start,
    async close() {
      await sampler.stop()
      await close()
    },
  }
}

/** Backups are made, and damage is looked for, by threads. */
export function backupsOf({ values }: Config, clock: Clock, version: string): BackupNotes {
  const { BROADSHEET_DATA: data, DATABASE_URL: url, BACKUP_FOLDER: folder, BACKUP_KEEP: keep } = values
  const store = { data, url }
  return {
    findDamage: threadedDamage(store),
    ...(folder !== undefined && { make: threadedBackups({ store, clock, folder, keep, version }) }),
  }
}
