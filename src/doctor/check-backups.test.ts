import assert from 'node:assert/strict'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/support/database.ts'
import { checkBackups } from './check-backups.ts'

const now = Date.parse('2026-03-04T10:00:00Z')

test('tells whether backups are made, and how old the newest is', async () => {
  const folder = join(temporaryFolder(), 'backups')
  const check = async (PUBLIC_URL?: string) => {
    const { status, says, todo } = await checkBackups({ BACKUP_FOLDER: folder, PUBLIC_URL }, now)
    assert.equal(todo === undefined, status === 'ok')
    return `${status}: ${says}`
  }
  assert.match(await check(), /^failed: .* does not exist\.$/)
  mkdirSync(folder)
  assert.match(await check(), /^warning: .* holds none yet\.$/)
  const file = join(folder, 'broadsheet-2026-03-03.backup')
  writeFileSync(file, 'x'.repeat(2_000))
  utimesSync(file, now / 1_000, now / 1_000 - 35 * 3_600)
  assert.match(await check(), /^ok: .* holds 1 backup; the newest is of 2026-03-03, 2\.0 kB\.$/)
  utimesSync(file, now / 1_000, now / 1_000 - 37 * 3_600)
  assert.match(await check(), /^warning: .* the newest is of 2026-03-03/)
})

test('a public site without any is warned, one on this machine is not', async () => {
  const without = (PUBLIC_URL: string) => checkBackups({ BACKUP_FOLDER: undefined, PUBLIC_URL }, now)
  assert.equal((await without('https://papers.example.org')).status, 'warning')
  assert.equal((await without('http://127.0.0.1:8080')).status, 'ok')
})
