// The built program as one or two nodes over one store, killed and started again at the same address.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

const program = join(import.meta.dirname, '../../bin/broadsheet')

export interface StoreHome {
  data: string
  /** PostgreSQL; absent: the embedded database in `data`. */
  databaseUrl?: string | undefined
  /** Settings besides. */
  env?: Record<string, string>
  /** A file to which its log is added. */
  log?: string
}

export interface CrowdNode {
  url: string
  port: number
  /** kill -9, and another one in its place. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

export async function startNode(home: StoreHome): Promise<CrowdNode> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child = await serve(home, port)
  return {
    url,
    port,
    async killAndRestart() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      child = await serve(home, port)
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function serve({ data, databaseUrl, env: more, log }: StoreHome, port: number): Promise<ChildProcess> {
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SOURCES: '',
      BROADSHEET_DATA: data,
    },
    ...more,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  }
  const said = log === undefined ? undefined : openSync(log, 'a')
  const child = spawn(program, ['serve', '--port', String(port), '--json'], {
    env,
    stdio: ['ignore', 'ignore', said ?? 'ignore'],
  })
  if (said !== undefined) closeSync(said)
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (ready?.ok) return child
    await sleep(50)
  }
  throw new Error('The server did not start.')
}
