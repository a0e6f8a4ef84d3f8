// Everything that the page of admins shows at a glance.

import { statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type KeptBackup, keptBackups } from '../../backup/kept-backups.ts'
import type { PoolFigures } from '../../db/postgres.ts'
import type { FinderState } from '../../finding/finder.ts'
import type { IndexFigures } from '../../finding/index-figures.ts'
import { freshnessOf, type SourceFreshness } from '../../sources/freshness/freshness.ts'
import { type HistoryBin, historyOf, type NodeState, nodesOf } from '../../telemetry/history.ts'
import { lastSamples, samplesSince } from '../../telemetry/sample-queries.ts'
import type { WebDependencies } from '../environment.ts'
import { troubledJobs } from './figure-queries.ts'
import { allFigures, type SiteCounts, type SiteFigures } from './site-figures.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Hours that charts can show, each in so many minutes a step. */
export const spans = new Map([
  [1, 1],
  [6, 5],
  [24, 15],
  [48, 30],
])

export interface Overview {
  /** Hours that the charts show. */
  hours: number
  history: HistoryBin[]
  /** Of the last hour together. */
  errorsLastHour: number
  nodes: NodeState[]
  /** The one that answers. */
  node: string
  version: string
  figures: SiteFigures
  sources: SourceFreshness[]
  search: { state: FinderState; figures: IndexFigures }
  database: 'sqlite' | 'postgres' | null
  pool: PoolFigures | null
  /** How far the replica is behind, in milliseconds; null while it is away; undefined: there is none. */
  replicaLagMs: number | null | undefined
  /** Of this node's data folder; bytes. */
  disk: { folder: string; free: number; size: number } | null
  jobs: Awaited<ReturnType<typeof troubledJobs>>
  /** Null where this node keeps no backups; otherwise those in its folder, the newest first, or why it can't be read. */
  backups: { folder: string; kept: KeptBackup[]; problem?: string } | null
  hasMailServer: boolean
}

const SHOWN_JOBS = 8

export async function overviewOf(
  dependencies: WebDependencies,
  counts: SiteCounts,
  hours: number,
): Promise<Overview> {
  const { db, database, config, clock, version, finder, node } = dependencies
  const now = clock.now()
  const binMs = (spans.get(hours) ?? 1) * MINUTE_MS
  const bins = Math.round((hours * HOUR_MS) / binMs)
  const samples = await samplesSince(db, now - hours * HOUR_MS - binMs)
  return {
    ...{ hours, version },
    history: historyOf(samples, { now, bins, binMs }),
    errorsLastHour: samples
      .filter(({ at }) => at >= now - HOUR_MS)
      .reduce((sum, { errors }) => sum + errors, 0),
    nodes: nodesOf(await lastSamples(db, now - 24 * HOUR_MS), now),
    node: node?.name ?? '',
    figures: await allFigures(counts),
    sources: await freshnessOf(db, config, now),
    search: { state: finder.state(), figures: finder.figures() },
    database: database?.kind ?? null,
    pool: database?.pool?.() ?? null,
    replicaLagMs: database?.replica?.lagMs(),
    disk: await diskOf(resolve(config.BROADSHEET_DATA)),
    jobs: await troubledJobs(db, SHOWN_JOBS),
    backups: await backupsIn(config.BACKUP_FOLDER),
    hasMailServer: config.SMTP_URL !== undefined,
  }
}

async function diskOf(folder: string): Promise<Overview['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { folder, free: bavail * bsize, size: blocks * bsize }
  } catch {
    return null
  }
}

async function backupsIn(folder: string | undefined): Promise<Overview['backups']> {
  if (folder === undefined) return null
  try {
    return { folder, kept: await keptBackups(folder) }
  } catch (error) {
    return { folder, kept: [], problem: String((error as NodeJS.ErrnoException).code ?? error) }
  }
}
