// What is published: a program in another folder imports the client from the package, and its types hold.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { root } from '../invariants/source.ts'
import { fillApiStore } from '../support/api-store.ts'
import { openMigrated, temporaryFolder } from '../support/database.ts'
import { serveSite } from '../support/served-site.ts'
import { siteOver } from '../support/site.ts'

const run = promisify(execFile)

const program = `
import { ApiError, createClient } from 'broadsheet/client'

const client = createClient(process.argv[2] ?? '')
const titles = []
for await (const { title } of client.listDailyPapers({ date: '2026-03-03', limit: 1 })) titles.push(title)
const error = await client.getPaper('2501.99999').catch((error) => error)
console.log(JSON.stringify({ titles, status: error instanceof ApiError ? error.status : 0 }))
`

const typed = `
import { ApiError, type Client, createClient, type DailyItem, type Paper } from 'broadsheet/client'

const client: Client = createClient('https://papers.example.org', { token: 'x', retries: 1 })
const items: DailyItem[] = await client.listDailyPapers({ sort: 'trending' })
const paper: Paper | undefined = items[0]?.paper
const stars: number | undefined = paper?.githubStars
// @ts-expect-error there is no such order
await client.listDailyPapers({ sort: 'votes' })
// @ts-expect-error a comment has a text
await client.commentOnPaper('x', {})
export const all = [stars, ApiError]
`

test('the package holds the client and its types, and no tests or sources', {
  timeout: 300_000,
}, async () => {
  const folder = temporaryFolder()
  const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
    ...{ cwd: root, maxBuffer: 16_000_000 },
  })
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
  const paths: string[] = files.map(({ path }: { path: string }) => path)
  for (const path of [
    'dist/client/client.js',
    'dist/client/client.d.ts',
    'dist/client/generated/shapes.d.ts',
  ])
    assert.ok(paths.includes(path), path)
  assert.deepEqual(
    paths.filter((path) => /^(src|test|tools|bench)\//.test(path)),
    [],
  )
  const place = join(folder, 'node_modules/broadsheet')
  mkdirSync(place, { recursive: true })
  await run('tar', ['-xzf', join(folder, filename), '-C', place, '--strip-components=1'])
  writeFileSync(join(folder, 'program.mjs'), program)
  const { db } = await openMigrated('sqlite')
  await fillApiStore(db)
  const address = await serveSite(siteOver(db, { settings: { ALLOWED_HOSTS: '127.0.0.1' } }))
  const ran = await run(process.execPath, ['program.mjs', address], { cwd: folder })
  assert.deepEqual(JSON.parse(ran.stdout), {
    titles: ['Weaving $\\alpha$-gardens', 'Sowing gardens'],
    status: 404,
  })
  writeFileSync(join(folder, 'typed.mts'), typed)
  const checks = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noEmit',
    '--skipLibCheck',
    'false',
    '--types',
    '',
  ]
  const settings = ['--ignoreConfig', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom']
  await run(join(root, 'node_modules/.bin/tsc'), [...checks, ...settings, 'typed.mts'], { cwd: folder })
})
