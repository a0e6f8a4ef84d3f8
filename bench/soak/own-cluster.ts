// PostgreSQL clusters of our own, from Debian's packages: they can be restarted and killed without anybody else noticing.

import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { appendFile, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

const programs = globSync('/usr/lib/postgresql/*/bin/initdb')
  .sort()
  .at(-1)
  ?.replace(/\/initdb$/, '')

/** Where they can't be made: why. */
export const noClusters: string | undefined =
  programs === undefined ? 'PostgreSQL is not installed (Debian: apt-get install postgresql).' : undefined

export interface OwnCluster {
  /** Of its database `postgres`. */
  url: string
  start(): Promise<void>
  /** `fast` ends its connections in order; `immediate` is a crash. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  /** A streaming replica of it, on a port of its own. */
  replica(): Promise<OwnCluster>
  /** Stops it and its replicas, and deletes all. */
  remove(): Promise<void>
}

/** Makes one and starts it. */
export async function makeCluster(): Promise<OwnCluster> {
  const folder = await clusterFolder()
  await asServer('initdb', [
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale',
    'C',
    '-N',
  ])
  return begun(folder)
}

async function begun(folder: string): Promise<OwnCluster> {
  const data = join(folder, 'data')
  const port = await freePort()
  const settings = {
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: "''",
    port,
    shared_buffers: "'32MB'",
  }
  const fast = { fsync: 'off', max_connections: 60, wal_level: 'replica', wal_keep_size: "'256MB'" }
  const lines = Object.entries({ ...settings, ...fast }).map(([name, value]) => `${name} = ${value}\n`)
  await appendFile(join(data, 'postgresql.conf'), lines.join(''))
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const replicas: OwnCluster[] = []
  const control = (...args: string[]) =>
    asServer('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', ...args])
  const cluster: OwnCluster = {
    url,
    start: () => control('start'),
    stop: (how = 'fast') => control('stop', '-m', how),
    async replica() {
      const other = await clusterFolder()
      await asServer('pg_basebackup', [
        '-d',
        url,
        '-D',
        join(other, 'data'),
        '-R',
        '-c',
        'fast',
        '-X',
        'stream',
        '-N',
      ])
      const replica = await begun(other)
      replicas.push(replica)
      return replica
    },
    async remove() {
      for (const replica of replicas) await replica.remove()
      await cluster.stop('immediate').catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
  await cluster.start()
  return cluster
}

/** Runs one statement on it. */
export async function onCluster(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function clusterFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-cluster-'))
  if (isRoot) {
    const { stdout } = await run('id', ['-u', 'postgres'])
    await chown(folder, Number(stdout), -1)
  }
  return folder
}

const isRoot = process.getuid?.() === 0

/** PostgreSQL refuses to run as root. */
async function asServer(program: string, args: readonly string[]): Promise<void> {
  const path = join(programs ?? '', program)
  const [command, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, [...args]]
  await run(command, all, { cwd: '/' })
}
