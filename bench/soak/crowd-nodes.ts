// The built program as one or two nodes over one store, killed and started again at the same address.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = join(import.meta.dirname, '../../bin/broadsheet')

export interface StoreHome {
  data: string
  /** PostgreSQL; absent: the embedded database in `data`. */
  databaseUrl?: string | undefined
}

export interface CrowdNode {
  url: string
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

async function serve({ data, databaseUrl }: StoreHome, port: number): Promise<ChildProcess> {
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SOURCES: '',

      BROADSHEET_DATA: data,
    },
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  }
  const child = spawn(program, ['serve', '--port', String(port), '--json'], {
    env,
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (ready?.ok) return child
    await sleep(50)
  }
  throw new Error('The server did not start.')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
