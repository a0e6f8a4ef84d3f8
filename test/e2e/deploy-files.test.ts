// The files of deploy/ as the programs read them for which they are written, where those are installed.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { settings } from '../../src/settings.ts'
import { filesIn, read, root } from '../invariants/source.ts'
import { temporaryFolder } from '../support/database.ts'

const run = promisify(execFile)
const folder = 'deploy/systemd'
const units = filesIn([folder], ['.service', '.timer'])

const hasSystemd = !spawnSync('systemd-analyze', ['--version']).error

describe('the systemd units', { skip: !hasSystemd && 'systemd is not installed' }, () => {
  /** As they stand, but for the program, which lies elsewhere here. */
  function installed(): string {
    const place = temporaryFolder()
    for (const unit of units) {
      const text = read(unit).replaceAll(
        '/opt/broadsheet/current/bin/broadsheet',
        join(root, 'bin/broadsheet'),
      )
      writeFileSync(join(place, unit.slice(folder.length + 1)), text)
    }
    return place
  }

  test('are valid', async () => {
    const place = installed()
    const names = units.map((unit) => unit.slice(folder.length + 1).replace('@.', '@8081.'))
    const { stderr } = await run('systemd-analyze', [
      'verify',
      '--man=no',
      ...names.map((name) => join(place, name)),
    ])
    const own = stderr.split('\n').filter((line) => line.includes('broadsheet'))
    assert.deepEqual(own, [])
  })

  test('leave little open', async () => {
    for (const unit of units.filter((path) => path.endsWith('.service'))) {
      // From 0 (nothing) to 100; what is left is the network, and that the service is no sealed root of its own.
      await run('systemd-analyze', ['security', '--offline=true', '--threshold=15', join(root, unit)])
    }
  })

  test('make the user and the folders', async (t) => {
    if (process.geteuid?.() !== 0) return t.skip('only root may make users')
    const place = temporaryFolder()
    for (const name of ['etc', 'var/lib', 'var/backups']) mkdirSync(join(place, name), { recursive: true })
    await run('systemd-sysusers', [`--root=${place}`, join(root, folder, 'broadsheet.sysusers.conf')])
    assert.match(readFileSync(join(place, 'etc/passwd'), 'utf8'), /^broadsheet:.*:\/usr\/sbin\/nologin$/m)
    await run('systemd-tmpfiles', [
      `--root=${place}`,
      '--create',
      join(root, folder, 'broadsheet.tmpfiles.conf'),
    ])
    for (const [name, mode] of Object.entries({
      'etc/broadsheet': 0o750,
      'var/lib/broadsheet': 0o700,
      'var/backups/broadsheet': 0o700,
    }))
      assert.equal(statSync(join(place, name)).mode & 0o777, mode, name)
  })
})

test('a node more is run as the first one is', () => {
  const [one, more] = ['broadsheet.service', 'broadsheet@.service'].map((name) =>
    read(`${folder}/${name}`).split('\n'),
  )
  const different = more?.filter((line, i) => line !== one?.[i]) ?? []
  assert.equal(more?.length, one?.length)
  assert.deepEqual(
    different.filter((line) => !line.startsWith('#')).map((line) => line.split('=')[0]),
    ['Description', 'Environment', 'WorkingDirectory', 'StateDirectory'],
  )
})

test('the example of settings names settings', () => {
  const names = [...read(`${folder}/broadsheet.env`).matchAll(/^(?:# )?([A-Z_]+?)(?:_FILE)?=/gm)].map(
    ([, name = '']) => name,
  )
  assert.ok(names.includes('PUBLIC_URL'))
  assert.deepEqual(
    names.filter((name) => !(name in settings)),
    [],
  )
})

interface Service {
  image: string
  environment: Record<string, string>
  read_only?: boolean
  cap_drop?: string[]
  ports?: string[]
  networks: string[]
  depends_on: Record<string, { condition: string }>
}

describe('the compose file', () => {
  const { services, secrets, networks } = parse(read('deploy/compose.yaml'), { merge: true }) as {
    services: Record<string, Service>
    secrets: Record<string, { file: string }>
    networks: Record<string, { internal?: boolean }>
  }
  const nodes = Object.entries(services).filter(([name]) => name.startsWith('node'))

  test('has three nodes that can write nothing but their data', () => {
    assert.equal(nodes.length, 3)
    for (const [, { read_only, cap_drop, environment }] of nodes) {
      assert.deepEqual([read_only, cap_drop], [true, ['ALL']])
      const names = Object.keys(environment).map((name) => name.replace(/_FILE$/, ''))
      assert.deepEqual(
        names.filter((name) => !(name in settings)),
        [],
      )
      assert.ok(
        !JSON.stringify(environment).includes('postgres://'),
        'a secret is no setting of the environment',
      )
    }
  })

  test('opens the proxy’s ports only, and knows every node there', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports)
    assert.deepEqual(
      open.map(([name]) => name),
      ['proxy'],
    )
    assert.equal(services.proxy?.environment.NODES, nodes.map(([name]) => `${name}:8080`).join(' '))
    assert.deepEqual([services.database?.networks, networks.inside?.internal], [['inside'], true])
    for (const { file } of Object.values(secrets)) assert.match(file, /^\.\/secrets\//)
    assert.match(read('.gitignore'), /^deploy\/secrets\/$/m)
  })
})

test('the image runs as nobody in particular, is watched, and takes nothing but what it names', () => {
  const text = read('deploy/container/Containerfile')
  assert.match(text, /^USER (?!0)\d+:\d+$/m)
  assert.match(text, /^HEALTHCHECK /m)
  assert.doesNotMatch(text, /^ADD |curl |wget |apt/m)
  assert.match(read('.dockerignore'), /^\*$/m)
})
