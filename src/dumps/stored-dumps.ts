// The dumps that this machine keeps: a folder a day in the data folder. A folder has its day's name only when all of it is
// on the disk.

import { mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Conflict } from '../errors.ts'
import { type Day, parseDay } from '../papers/calendar.ts'
import { type DumpManifest, MANIFEST, readManifest } from './dump-format.ts'

/** As many are kept, the newest. */
export const KEPT_DUMPS = 7

export interface StoredDump {
  /** In UTC, on which it was made. */
  day: Day
  manifest: DumpManifest
}

const dumpsFolder = (data: string): string => join(data, 'dumps')

/** Where a file of a day's dump lies. Both must be known names: nothing is checked here. */
export const pathInDump = (data: string, day: Day, name: string): string => join(dumpsFolder(data), day, name)

/** Newest first; none where no dump was ever made here. */
export async function storedDumps(data: string): Promise<StoredDump[]> {
  const names = await readdir(dumpsFolder(data)).catch(() => [])
  const days = names.filter((name) => parseDay(name) === name).sort()
  const found = await Promise.all(days.reverse().map((day) => storedDump(data, day)))
  return found.filter((dump) => dump !== null)
}

/** Null where there is none of that day. */
export async function storedDump(data: string, day: Day): Promise<StoredDump | null> {
  if (parseDay(day) !== day) return null
  const text = await readFile(pathInDump(data, day, MANIFEST), 'utf8').catch(() => '')
  const manifest = readManifest(text)
  return manifest && { day, manifest }
}

export const bytesOf = ({ files }: DumpManifest): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/**
 * Has `write` fill a new folder that becomes the dump of that day; where it fails, nothing is left. What a killed process
 * began is cleared away, and dumps beyond those that are kept are deleted.
 * @throws Conflict where the disk has no room for another one.
 */
export async function storeDump(
  data: string,
  day: Day,
  write: (folder: string) => Promise<DumpManifest>,
): Promise<DumpManifest> {
  const folder = dumpsFolder(data)
  await mkdir(folder, { recursive: true })
  await removeAll(folder, (name) => /^\..*\.part$/.test(name))
  const [last] = await storedDumps(data)
  await refuseFullDisk(folder, last)
  const partial = join(folder, `.${day}.part`)
  await mkdir(partial)
  try {
    const manifest = await write(partial)
    // Without a manifest that can be read it would not be shown, and would stand in the way.
    await rm(join(folder, day), { recursive: true, force: true })
    await rename(partial, join(folder, day))
    const kept = new Set((await storedDumps(data)).slice(0, KEPT_DUMPS).map((dump) => dump.day))
    await removeAll(folder, (name) => parseDay(name) === name && !kept.has(name))
    return manifest
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function removeAll(folder: string, isOld: (name: string) => boolean): Promise<void> {
  for (const name of (await readdir(folder)).filter(isOld))
    await rm(join(folder, name), { recursive: true, force: true })
}

/** What the store and its log must find free, whatever else happens. */
const LEFT_FREE = 200_000_000

/** The store may lie on the same disk: a dump must not take its last byte. */
async function refuseFullDisk(folder: string, last: StoredDump | undefined): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const needed = (last ? 1.2 * bytesOf(last.manifest) : 0) + LEFT_FREE
  if (bavail * bsize >= needed) return
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`
  throw new Conflict(
    `No dump was made: the disk of ${folder} has ${megabytes(bavail * bsize)} free, and ${megabytes(needed)} are ` +
      'wanted before one is begun. Free some space, or set DUMPS=off.',
  )
}
