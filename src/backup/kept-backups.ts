// The backups that the schedule keeps: a file a day in a folder, and which of them may go. A file has its day's name only
// when it was read to its end and found whole.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Day, parseDay, weekOf } from '../papers/calendar.ts'

/** How many days and weeks keep a backup: of each its newest. */
export interface BackupKeep {
  daily: number
  weekly: number
}

export interface KeptBackup {
  /** In UTC, on which it was made. */
  day: Day
  file: string
  bytes: number
  /** When it was written, milliseconds UTC. */
  madeAt: number
}

const NAME = /^broadsheet-(\d{4}-\d{2}-\d{2})\.backup$/

/** What a process that was killed while it wrote left: hidden, and with an ending of its own. */
const LEFT_OVER =
  /^\.broadsheet-\d{4}-\d{2}-\d{2}\.backup.*\.part$|^broadsheet-\d{4}-\d{2}-\d{2}\.backup\.unchecked$/

export const backupName = (day: Day): string => `broadsheet-${day}.backup`

export const isLeftOver = (name: string): boolean => LEFT_OVER.test(name)

/** Newest first; other files are left alone. @throws where the folder can't be read */
export async function keptBackups(folder: string): Promise<KeptBackup[]> {
  const days = (await readdir(folder)).flatMap((name) => {
    const day = NAME.exec(name)?.[1] ?? ''
    return parseDay(day) === day ? [day] : []
  })
  const found = await Promise.all(days.map((day) => keptBackup(folder, day)))
  return found.filter((one) => one !== null).sort((a, b) => (a.day < b.day ? 1 : -1))
}

async function keptBackup(folder: string, day: Day): Promise<KeptBackup | null> {
  const file = join(folder, backupName(day))
  const facts = await stat(file).catch(() => null)
  return facts?.isFile() ? { day, file, bytes: facts.size, madeAt: Math.floor(facts.mtimeMs) } : null
}

/**
 * Days whose backups may go; `days` in any order. `today`’s always stays, and one of a day to come (a clock was wrong) keeps none
 * of the others from staying.
 */
export function expiredDays(days: readonly Day[], today: Day, { daily, weekly }: BackupKeep): Day[] {
  const newestFirst = days
    .filter((day) => day <= today)
    .sort()
    .reverse()
  const newestOfWeeks = new Map<string, Day>()
  for (const day of newestFirst) if (!newestOfWeeks.has(weekOf(day))) newestOfWeeks.set(weekOf(day), day)
  const kept = new Set([
    ...newestFirst.slice(0, Math.max(1, daily)),
    ...[...newestOfWeeks.values()].slice(0, weekly),
  ])
  return newestFirst.filter((day) => !kept.has(day))
}
