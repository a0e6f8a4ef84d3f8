import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from '../../test/support/database.ts'
import { takeFileLock } from './file-lock.ts'

test('one holds it at a time, in one process too', () => {
  const path = join(temporaryFolder(), 'below', 'writer.lock')
  const first = takeFileLock(path)
  assert.ok(first)
  assert.equal(takeFileLock(path), null)
  first.release()
  const second = takeFileLock(path)
  assert.ok(second)
  second.release()
})

test('a holder that is killed holds it no longer', async () => {
  const path = join(temporaryFolder(), 'writer.lock')
  const module = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'file-lock.ts')).href)
  const script = `
    const { takeFileLock } = await import(${module})
    globalThis.lock = takeFileLock(${JSON.stringify(path)})
    process.stdout.write('held')
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  assert.equal(takeFileLock(path), null)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = takeFileLock(path)
  assert.ok(lock)
  lock.release()
})

test('what is no lock file, or can’t be made, is an error and not a holder', () => {
  assert.throws(() => takeFileLock(temporaryFolder()), /unable to open/)
})
