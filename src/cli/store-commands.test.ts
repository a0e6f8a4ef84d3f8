import assert from 'node:assert/strict'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { temporaryFolder } from '../../test/support/database.ts'

test('backup, restore and restore again', async () => {
  const [from, to, folder] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  const file = join(folder, 'store.backup')
  await run(['migrate', '--data', from])
  const made = await run(['backup', file, '--data', from])
  assert.equal(made.status, 0, made.err)
  assert.match(made.out, /^Wrote 1 row to .*store\.backup \(\d\.\d kB\)\.\n$/)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const whole = await run(['backup', '--check', file])
  assert.match(whole.out, /store\.backup is whole: 1 row, made at 20\S+Z by version \S+\.\n$/)
  const damaged = join(folder, 'damaged.backup')
  writeFileSync(damaged, readFileSync(file).subarray(0, -1))
  const broken = await run(['backup', '--check', damaged])
  assert.deepEqual([broken.status, broken.out], [1, ''])
  assert.match(broken.err, /cut off or damaged/)
  const restored = await run(['restore', file, '--data', to, '--json'])
  assert.equal(restored.status, 0, restored.err)
  const { rows, made: at } = JSON.parse(restored.out)
  assert.deepEqual([rows, at], [1, '2026-03-04T10:00:00.000Z'])
  assert.equal((await run(['restore', file, '--data', to, '--replace'])).status, 0)
})

test('what fails ends with 1 and one sentence; wrong usage ends with 2', async () => {
  const folder = temporaryFolder()
  const absent = await run(['backup', join(folder, 'x.backup'), '--data', join(folder, 'nowhere')])
  assert.equal(absent.status, 1)
  assert.match(absent.err, /^broadsheet: There is no store at .*--data.*\n$/)
  writeFileSync(join(folder, 'text'), 'hello')
  const wrong = await run(['restore', join(folder, 'text'), '--data', join(folder, 'made')])
  assert.equal(wrong.status, 1)
  assert.match(wrong.err, /^broadsheet: The file .* is not a backup.*\n$/)
  assert.deepEqual(readdirSync(folder), ['text'])
  assert.equal((await run(['backup'])).status, 2)
  assert.equal((await run(['restore', 'a', '--force'])).status, 2)
})

test('a data folder that is a file, or below one, is said', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  for (const data of [file, join(file, 'below')]) {
    const { status, err } = await run(['migrate', '--data', data])
    assert.equal(status, 1)
    assert.match(
      err,
      /^broadsheet: The data folder can’t be made, a file is in its (?:place|way).*--data\.\n$/,
    )
  }
})

test('doctor ends with 1 when something failed, and prints lines or one document', async () => {
  const data = temporaryFolder()
  await run(['migrate', '--data', data])
  const well = await run(['doctor', '--data', data])
  assert.match(well.out, /✓ ok {7}database {5}.*broadsheet\.db is whole\.\n/)
  assert.doesNotMatch(well.out, /failed {3}\w/)
  chmodSync(join(data, 'broadsheet.db'), 0o600)
  writeFileSync(join(data, 'broadsheet.db'), 'no database')
  const ill = await run(['doctor', '--data', data, '--json'])
  assert.equal(ill.status, 1)
  const { failed, checks } = JSON.parse(ill.out)
  assert.ok(failed >= 1)
  assert.equal(checks.find((check: { name: string }) => check.name === 'database').status, 'failed')
})

test('config shows values and where they came from, and hides secrets', async () => {
  const data = temporaryFolder()
  writeFileSync(join(data, 'broadsheet.config.json'), JSON.stringify({ SITE_NAME: 'Our Papers' }))
  const url = 'postgres://ada:hidden@db.example:5432/papers?sslpassword=hidden'
  const environment = { PORT: '9000', DATABASE_URL: url }
  const shown = await run(['config', '--data', data], { environment })
  assert.equal(shown.status, 0)
  assert.match(shown.out, /^PORT +9000 +environment$/m)
  assert.match(shown.out, /^SITE_NAME +Our Papers +configuration file$/m)
  assert.match(shown.out, /^HOST +127\.0\.0\.1 +default$/m)
  assert.match(shown.out, /^SITE_CURATOR +not set$/m)
  assert.match(shown.out, /postgres:\/\/ada:\*\*\*@db\.example:5432\/papers/)
  const json = await run(['config', '--data', data, '--json'], { environment })
  assert.deepEqual(JSON.parse(json.out).JOBS, { value: 'on', origin: 'default' })
  assert.doesNotMatch(shown.out + json.out, /hidden/)
  const wrong = await run(['config', '--data', data], { environment: { PORT: 'high', JOBS: 'perhaps' } })
  assert.equal(wrong.status, 1)
  assert.match(wrong.err, /PORT must be .*JOBS must be/)
})
