// A backup made before the latest migrations. Columns and defaults would not do: a migration may move data
// between tables. So it is first restored, as it is, into an embedded store that has only the migrations of
// its time; that store is migrated and backed up, and its backup is up to date.

import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { migrationsFolder, readMigrations } from '../db/migrations.ts'
import { inExclusiveTransaction } from '../db/replace.ts'
import { Invalid } from '../errors.ts'
import type { BackupHeader } from './archive-format.ts'
import { backup } from './backup.ts'
import { type CheckedBackup, checkBackup } from './check-backup.ts'
import { insertArchive } from './insert-archive.ts'
import { deleteAllOf } from './queries.ts'

/** @throws Invalid unless all migrations of the backup are this program's, in its order. */
export function refuseNewer({ migrations, program }: BackupHeader): void {
  const known = readMigrations(migrationsFolder)
  const stranger = migrations.find(({ name, checksum }, at) => {
    const ours = known[at]
    return ours?.name !== name || ours.checksum !== checksum
  })
  if (!stranger) return
  throw new Invalid(
    `The backup was made by Broadsheet ${program}, whose migration ${stranger.name} this version does not have: ` +
      'install that version or a later one. Nothing was changed.',
  )
}

export const isOlder = ({ migrations }: BackupHeader) =>
  migrations.length < readMigrations(migrationsFolder).length

/** Makes an up-to-date copy of an older backup for as long as `use` runs; it lies in the folder of temporary files. */
export async function withUpToDateBackup<T>(
  older: CheckedBackup,
  use: (newer: CheckedBackup) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-restore-'))
  try {
    return await use(await bringUpToDate(older, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bringUpToDate(older: CheckedBackup, folder: string): Promise<CheckedBackup> {
  const ofItsTime = join(folder, 'migrations')
  await mkdir(ofItsTime)
  for (const { name } of older.header.migrations)
    await copyFile(join(migrationsFolder, name), join(ofItsTime, name))

  const scratch = openDatabase({ data: folder })
  try {
    await migrate(scratch, ofItsTime)
    const tables = older.trailer.tables.map(({ table }) => table)
    await inExclusiveTransaction(scratch, tables, async (tx) => {
      await deleteAllOf(tx, tables)
      await insertArchive(tx, older, {})
    })
    await migrate(scratch)
    const file = join(folder, 'up-to-date.backup')
    await backup(scratch, file, { clock: systemClock, version: older.header.program })
    return await checkBackup(file)
  } finally {
    await scratch.close()
  }
}
