// A host that may vanish without a word: connections through it stay open, and nothing passes any more.

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { atEnd } from './database.ts'

export interface SilentProxy {
  /** The same address, through it. */
  url: string
  /** From now on nothing passes and nothing is closed. */
  vanish(): void
  /** New connections pass again; those from before stay silent, as those of a machine that was restarted. */
  comeBack(): void
}

export async function silentProxy(target: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isThere = true
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => {})
    if (!isThere) return
    const far = connect(Number(port), hostname)
    sockets.add(far)
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(target)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    vanish() {
      isThere = false
      for (const socket of sockets) socket.unpipe().pause()
    },
    comeBack() {
      isThere = true
    },
  }
}
