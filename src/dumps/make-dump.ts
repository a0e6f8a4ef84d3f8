// A dump of the store as it is at this moment: into the place where dumps are kept, or into any folder.

import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeTrouble } from '../backup/write-trouble.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/connect.ts'
import { migrationState } from '../db/migrate.ts'
import { openSnapshot } from '../db/snapshot.ts'
import { Conflict, Invalid } from '../errors.ts'
import { dayOf, todayAt } from '../papers/calendar.ts'
import { type DumpManifest, MANIFEST, namesInDump } from './dump-format.ts'
import { storeDump, storedDump } from './stored-dumps.ts'
import { type DumpOptions, writeDump } from './write-dump.ts'

export interface DumpSettings {
  BROADSHEET_DATA: string
  SITE_NAME: string
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
}

export interface DumpParts {
  clock: Pick<Clock, 'now'>
  settings: DumpSettings
  publicUrl: string
  /** The program's version. */
  version: string
}

/** The dump of this day (UTC), made if there is none yet. @throws Conflict, Invalid where it can't be written. */
export async function makeDailyDump(
  database: Database,
  parts: DumpParts,
  options: DumpOptions = {},
): Promise<DumpManifest> {
  const { BROADSHEET_DATA: data } = parts.settings
  const day = dayOf(parts.clock.now())
  const known = await storedDump(data, day)
  if (known) return known.manifest
  await refuseOtherSchema(database)
  return explained(`of ${day}`, options, () =>
    storeDump(data, day, (folder) => writeSnapshot(database, folder, parts, options)),
  )
}

/**
 * Writes a dump into a folder, which is made where it is absent and may hold an older dump, but nothing else. A dump
 * counts from its manifest on, which comes last.
 * @throws Conflict, Invalid where it can't be written; the older dump is left then.
 */
export async function dumpInto(
  database: Database,
  folder: string,
  parts: DumpParts,
  options: DumpOptions = {},
): Promise<DumpManifest> {
  if (folder === '') throw new Invalid('No dump was made, because its folder has no name: give one.')
  await refuseOtherSchema(database)
  await refuseForeignFolder(folder)
  const partial = join(folder, `.dump.${randomBytes(6).toString('hex')}.part`)
  return explained(`in ${folder}`, options, async () => {
    await mkdir(partial, { recursive: true })
    try {
      const manifest = await writeSnapshot(database, partial, parts, options)
      await rm(join(folder, MANIFEST), { force: true })
      for (const name of namesInDump) await rename(join(partial, name), join(folder, name))
      return manifest
    } finally {
      await rm(partial, { recursive: true, force: true })
    }
  })
}

async function writeSnapshot(
  database: Database,
  folder: string,
  { clock, settings, publicUrl, version }: DumpParts,
  options: DumpOptions,
): Promise<DumpManifest> {
  const snapshot = await openSnapshot(database)
  try {
    const now = clock.now()
    const facts = {
      made: new Date(now).toISOString(),
      today: todayAt(now, { timezone: settings.EDITION_TIMEZONE, cutoff: settings.EDITION_CUTOFF }),
      program: version,
      site: { name: settings.SITE_NAME, address: publicUrl },
    }
    return await writeDump(snapshot.db, folder, facts, options)
  } finally {
    await snapshot.close()
  }
}

async function refuseOtherSchema(database: Database): Promise<void> {
  const { pending, unknown } = await migrationState(database)
  if (unknown.length > 0)
    throw new Conflict('A newer Broadsheet made this store: use that version to dump it.')
  if (pending.length > 0)
    throw new Conflict('The store is not at this program’s version. Run `broadsheet migrate` first.')
}

async function refuseForeignFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Invalid(`No dump was made, because ${folder} can’t be used as a folder (${error.code}).`)
  })
  const foreign = names.find((name) => !namesInDump.includes(name) && !/^\.dump\..*\.part$/.test(name))
  if (foreign === undefined) return
  throw new Invalid(
    `No dump was made, because ${folder} holds something else (${foreign.replace(/\p{Cc}/gu, ' ')}): name a new folder.`,
  )
}

/** What the disk or a signal did, in words. */
async function explained<T>(what: string, { signal }: DumpOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (signal?.aborted) throw new Conflict(`The dump ${what} was stopped. No part of it was left.`)
    const trouble = writeTrouble(error)
    if (trouble === undefined) throw error
    throw new Invalid(`The dump ${what} can’t be written, ${trouble}. No part of it was left.`)
  }
}
