import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { run } from '../../test/support/command-line.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../../test/support/database.ts'
import { openDatabase } from '../db/connect.ts'

const line = (number: number) =>
  JSON.stringify({
    id: `2603.${String(number).padStart(5, '0')}`,
    title: 'A title',
    abstract: 'An abstract.',
  })

test('all in: a summary and status 0; again: nothing changes', async () => {
  const data = temporaryFolder()
  const file = fileOf([line(1), line(2)])
  const first = await run(['import', file, '--data', data])
  assert.deepEqual(first, {
    status: 0,
    out: `${file}: 2 records read: 2 papers added, 0 changed, 0 unchanged.\n`,
    err: '',
  })
  const second = await run(['import', file, '--data', data])
  assert.match(second.out, /0 papers added, 0 changed, 2 unchanged/)
})

test('PostgreSQL knows its tables after an import', {
  skip: databaseKinds.includes('postgres') ? false : 'TEST_DATABASE_URL is not set',
}, async () => {
  const url = await createPostgresDatabase()
  await run(['import', fileOf([line(1), line(2)]), '--database', url])
  const { db, close } = openDatabase({ data: '', url })
  const { rows } = await sql`select 1 from pg_stats where tablename = 'paper' and attname = 'id'`.execute(db)
  await close()
  assert.equal(rows.length, 1)
})

test('a bad line: its number and why, the rest goes in, status 1', async () => {
  const file = fileOf([line(1), '{', line(2)])
  const { status, out, err } = await run(['import', file])
  assert.equal(status, 1)
  assert.equal(err, `${file}, line 2: The line is not valid JSON: each line is one whole paper.\n`)
  assert.match(out, /3 records read: 2 papers added, .* 1 bad record left out/)
})

test('text out of files can’t steer the terminal', async () => {
  const { err } = await run(['import', fileOf([JSON.stringify({ id: '\u001b[2J\u0007x' })])])
  assert.match(err, /The id “ \[2J x” is none/)
})

test('several records of one paper are counted', async () => {
  const { out } = await run(['import', fileOf([line(1), line(1), line(2)])])
  assert.match(out, /3 records read: 2 papers added, 0 changed, 0 unchanged, 1 more of the same papers/)
})

test('a folder with nothing to import says so', async () => {
  const { status, err } = await run(['import', temporaryFolder()])
  assert.deepEqual([status, err], [0, 'There was no file to import.\n'])
})

test('at most 20 bad lines are printed, and counted all', async () => {
  const { out, err } = await run(['import', fileOf(Array.from({ length: 25 }, () => '{'))])
  assert.equal(err.trim().split('\n').length, 20)
  assert.match(out, /25 bad records left out/)
})

test('--json prints one document and nothing else', async () => {
  const { status, out, err } = await run(['import', fileOf([line(1), '{']), '--json'])
  assert.deepEqual([status, err], [1, ''])
  const document = JSON.parse(out)
  assert.deepEqual([document.files[0].added, document.files[0].bad], [1, 1])
  assert.deepEqual(document.badRecords[0].where, 'line 2')
})

test('- is standard input', async () => {
  const { status, out } = await run(['import', '-'], { input: `${line(1)}\n` })
  assert.equal(status, 0)
  assert.match(out, /^standard input: 1 record read: 1 paper added/)
})

test('a file that is not there is said, status 1; wrong usage is status 2', async () => {
  const missing = await run(['import', '/no/such/file'])
  assert.deepEqual([missing.status, missing.out], [1, ''])
  assert.match(missing.err, /\/no\/such\/file can’t be read \(no such file\)/)
  assert.equal((await run(['import'])).status, 2)
  assert.equal((await run(['import', 'x.jsonl', '--format', 'xml'])).status, 2)
})

function fileOf(lines: string[]): string {
  const path = join(temporaryFolder(), 'papers.jsonl')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
