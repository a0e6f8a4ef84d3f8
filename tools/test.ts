// `npm test`: builds, then runs every test beside the code and in test/, and ends with the counts.
// Says in one line each what can't be tested here and why.

import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

const chosen = process.argv.slice(2)
const files =
  chosen.length > 0
    ? chosen
    : globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'tools/**/*.test.ts']).sort()

function run(command: string, args: string[]): number {
  return spawnSync(command, args, { stdio: 'inherit' }).status ?? 1
}

if (!process.env.TEST_DATABASE_URL) {
  console.log('skipped: PostgreSQL, because TEST_DATABASE_URL is not set (the tests ran on SQLite).')
}
if (!existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
  console.log(
    'skipped: browser journeys, because Chromium is not installed (Debian: apt-get install chromium).',
  )
}
if (!existsSync('../shared')) {
  console.log('skipped: recorded data, because the folder with it is not beside this checkout.')
}

const built = run(process.execPath, ['tools/build.ts'])
process.exitCode =
  built ||
  run(process.execPath, [
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=2',
    '--test-timeout=600000',
    ...files,
  ])
