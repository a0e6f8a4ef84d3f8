// `npm test`: builds, then runs every test beside the code and in test/, and ends with the counts.
// Says in one line each what can't be tested here and why.

import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'

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

process.exitCode =
  run(process.execPath, ['tools/build.ts']) || (await withTemplate(process.env.TEST_DATABASE_URL, runTests))

function runTests(): number {
  const options = ['--import', 'tsx', '--test', '--test-concurrency=2', '--test-timeout=600000']
  return run(process.execPath, [...options, ...files])
}

/** Migrating takes longer than copying what is migrated: tests on PostgreSQL begin with a copy of this database. */
async function withTemplate(server: string | undefined, work: () => number): Promise<number> {
  if (server === undefined) return work()
  const name = `broadsheet_template_${process.pid}`
  await ask(server, `create database ${name}`)
  try {
    const url = new URL(server)
    url.pathname = `/${name}`
    const database = openDatabase({ data: '', url: url.href })
    await migrate(database)
    await database.close()
    process.env.TEST_DATABASE_TEMPLATE = name
    return work()
  } finally {
    await ask(server, `drop database if exists ${name} with (force)`)
  }
}

async function ask(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
