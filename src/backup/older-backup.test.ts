import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { databaseKinds, openBare, openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { addPapers, rowsOfStore } from '../../test/support/filled-store.ts'
import { fixedClock } from '../clock.ts'
import { migrate } from '../db/migrate.ts'
import { migrationsFolder } from '../db/migrations.ts'
import { backup } from './backup.ts'
import { checkBackup } from './check-backup.ts'
import { restore } from './restore.ts'

const options = { clock: fixedClock('2026-03-04T10:00:00Z'), version: '0.0.1' }

for (const kind of databaseKinds) {
  test(`a backup made before the latest migration is brought up to date (${kind})`, async () => {
    const folder = temporaryFolder()
    const first = join(folder, 'migrations')
    mkdirSync(first)
    copyFileSync(join(migrationsFolder, '0001_papers.sql'), join(first, '0001_papers.sql'))
    const old = await openBare('sqlite')
    await migrate(old, first)
    await addPapers(old.db, 'old', 700)
    const file = join(folder, 'old.backup')
    await backup(old, file, options)

    const checked = await checkBackup(file)
    assert.deepEqual(
      checked.header.migrations.map(({ name }) => name),
      ['0001_papers.sql'],
    )
    const target = await openMigrated(kind)
    await restore(target, checked)
    await migrate(old)
    const [before, after] = [await rowsOfStore(old.db), await rowsOfStore(target.db)]
    assert.deepEqual(after.paper, before.paper)
    assert.equal(after.store?.[0]?.store_id, before.store?.[0]?.store_id)
    assert.deepEqual(after.job, [])
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith('broadsheet-restore-')),
      [],
    )
  })
}
