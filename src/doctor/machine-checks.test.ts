import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/support/database.ts'
import { readConfig } from '../config.ts'
import { checkAssets } from './check-assets.ts'
import { checkClock } from './check-clock.ts'
import { checkDataFolder } from './check-data-folder.ts'
import { checkDisk } from './check-disk.ts'
import { checkRuntime } from './check-runtime.ts'
import { checkAddress } from './check-settings.ts'

test('the runtime is the pinned one, or a warning says which it is', () => {
  assert.equal(checkRuntime('26.10.0', '26.10.0').status, 'ok')
  assert.equal(checkRuntime('26.10.0', undefined).status, 'ok')
  assert.equal(checkRuntime('27.0.0', '26.10.0').status, 'warning')
})

test('a clock that can’t be right fails, a test clock warns', () => {
  const now = Date.parse('2026-03-04T10:00:00Z')
  assert.equal(checkClock(now, undefined).status, 'ok')
  assert.equal(checkClock(0, undefined).status, 'failed')
  assert.equal(checkClock(Date.UTC(2150, 0), undefined).status, 'failed')
  assert.equal(checkClock(now, { startsAt: '2025-12-05T09:00:00.000Z', speed: 60 }).status, 'warning')
})

test('the address: who listens where fits how readers come', () => {
  const status = (environment: Record<string, string>) =>
    checkAddress(readConfig({ environment: { BROADSHEET_DATA: temporaryFolder(), ...environment } })).status
  assert.equal(status({}), 'ok')
  assert.equal(status({ HOST: '0.0.0.0', PUBLIC_URL: 'http://localhost:8080' }), 'warning')
  assert.equal(status({ PUBLIC_URL: 'http://papers.example.org' }), 'warning')
  assert.equal(status({ PUBLIC_URL: 'https://papers.example.org' }), 'ok')
})

test('the data folder is a folder', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  assert.equal(checkDataFolder(folder).status, 'ok')
  assert.equal(checkDataFolder(join(folder, 'absent')).status, 'warning')
  assert.equal(checkDataFolder(join(folder, 'file')).status, 'failed')
})

test('a data folder that others can read is named', () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  const { status, todo } = checkDataFolder(folder)
  assert.equal(status, 'warning')
  assert.match(todo ?? '', /chmod 700/)
})

test('the built files are there or not', () => {
  const root = temporaryFolder()
  assert.equal(checkAssets(root).status, 'warning')
  mkdirSync(join(root, 'dist', 'assets'), { recursive: true })
  assert.equal(checkAssets(root).status, 'warning')
  for (const name of ['site.css', 'site.js']) writeFileSync(join(root, 'dist', 'assets', name), '')
  assert.equal(checkAssets(root).status, 'ok')
})

test('the disk is measured, also for a folder that is not there yet, and the probe is taken away', () => {
  const folder = temporaryFolder()
  assert.match(checkDisk(join(folder, 'not', 'yet')).says, /are free for/)
  checkDisk(folder)
  assert.deepEqual(readdirSync(folder), [])
})

test('a disk that is small, or full', (t) => {
  const folder = temporaryFolder()
  const mounted = (size: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' })
  try {
    mounted('400m')
  } catch {
    t.skip('this user can’t mount a small disk')
    return
  }
  const unmount = () => execFileSync('umount', [folder])
  assert.equal(checkDisk(folder).status, 'warning')
  unmount()
  mounted('3m')
  try {
    const small = checkDisk(folder)
    assert.equal(small.status, 'failed')
    assert.match(small.says, /^\d MiB/)
    writeFileSync(join(folder, 'filler'), Buffer.alloc(3 * 1024 * 1024))
    assert.equal(checkDisk(folder).status, 'failed')
    assert.deepEqual(readdirSync(folder), ['filler'])
  } finally {
    unmount()
  }
})
