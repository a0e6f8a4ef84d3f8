// The commands of docs/deploy.md for the first version and the next one, and the start of deploy/systemd, with the program as it is
// packed: a node that runs goes on with its own version, whatever is installed and switched beside it.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { read, root } from '../invariants/source.ts'
import { temporaryFolder } from '../support/database.ts'
import { followHandbook, type Handbook, type Serving, shellBlocks } from '../support/handbook.ts'
import { freePort } from '../support/proxies.ts'

const run = promisify(execFile)
const page = 'docs/deploy.md'

const [install = []] = shellBlocks(page, '## As a service of Debian')
const [next = [], , back = []] = shellBlocks(page, '## A new version')
/** Up to what systemd needs. */
const first = install.slice(
  0,
  install.findIndex((line) => line.startsWith('cd ')),
)
const [start = ''] = /(?<=^ExecStart=).*/m.exec(read('deploy/systemd/broadsheet.service')) ?? []

const versionIn = (lines: string[]): string => lines[0]?.replace('version=', '') ?? ''

/** Packed as `npm run package` does from what is built already, as if it were of that version. */
async function pack(version: string, folder: string): Promise<void> {
  const place = join(folder, version)
  mkdirSync(place)
  const args = ['pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', place]
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 16_000_000 })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  await run('tar', ['-xzf', filename], { cwd: place })
  const manifest = join(place, 'package/package.json')
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }))
  await run('tar', ['-czf', join(folder, `broadsheet-${version}.tgz`), 'package'], { cwd: place })
}

/** What npm downloaded already need not be asked for again. */
function npmCache(): Record<string, string> {
  const cache = temporaryFolder()
  symlinkSync(
    join(process.env.npm_config_cache ?? `${process.env.HOME}/.npm`, '_cacache'),
    join(cache, '_cacache'),
  )
  return {
    ...{ npm_config_cache: cache, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' },
    // Whoever sits between this machine and the registry.
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS ?? '',
  }
}

describe('a new version', { timeout: 600_000 }, () => {
  const [packages, place] = [temporaryFolder(), join(temporaryFolder(), 'opt')]
  let handbook: Handbook
  let url: string
  let node: Serving

  const follow = async (lines: string[]): Promise<void> => {
    const { status, stderr } = await handbook.run(['set -e', ...lines].join('\n'))
    assert.equal(status, 0, stderr)
  }
  const restart = async (): Promise<void> => {
    await node.stop()
    node = await handbook.serve(start, url)
  }
  const status = async (path: string, init?: RequestInit): Promise<number> => {
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init })
    await answer.arrayBuffer()
    return answer.status
  }

  before(async () => {
    for (const version of [versionIn(first), versionIn(next)]) await pack(version, packages)
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const here = { '/opt/broadsheet': place, 'broadsheet@$version': `${packages}/broadsheet-$version.tgz` }
    const env = { BROADSHEET_DATA: temporaryFolder(), PORT: String(port), ...npmCache() }
    handbook = followHandbook(here, env)
    await follow(first)
    node = await handbook.serve(start, url)
  })

  test('is installed beside the one that runs, which still answers what it had not loaded yet', async () => {
    assert.equal(await status('/'), 200)
    await follow(next)
    assert.equal(readlinkSync(join(place, 'current')), versionIn(next))
    assert.equal(await status('/api/openapi.json'), 200)
    assert.equal(await status('/papers/2206.15472/card.png'), 200)
    assert.equal(await status('/papers?q=fitting+huge+networks'), 200)
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
    assert.equal(await status('/mcp', { method: 'POST', headers, body }), 200)
    assert.match(node.said(), new RegExp(`"version":"${versionIn(first)}"`))
    assert.doesNotMatch(node.said(), /"msg":"a bug"/)
  })

  test('is what a node runs once it is started anew, and the one before is the way back', async () => {
    await restart()
    assert.match(node.said(), new RegExp(`"version":"${versionIn(next)}"`))
    assert.equal(await status('/'), 200)
    await follow(back)
    await restart()
    assert.match(node.said(), new RegExp(`"version":"${versionIn(first)}"`))
    assert.equal(await status('/'), 200)
  })

  test('has style for pages of the other version', async () => {
    const answer = await fetch(`${url}/assets/site-AAAAAAAA.css`)
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'])
  })

  // Why no version is installed over another, and a folder stays as long as a node runs from it.
  test('that takes away the files of a running node breaks it', async () => {
    rmSync(join(place, versionIn(first), 'lib/node_modules/broadsheet/dist'), { recursive: true })
    assert.equal(await status('/'), 200)
    assert.equal(await status('/api/openapi.json'), 500)
    await node.stop()
  })
})
