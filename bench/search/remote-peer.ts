import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Answered, Built, Request, Response } from './messages.ts'
import type { Absent, Home } from './peer.ts'

export interface RemotePeer {
  built: Built
  /** Answers to the first of the queries, as many as `milliseconds` allow. */
  ask(queries: string[][], milliseconds: number): Promise<Answered[]>
  /** Lets the peer close what it opened and ends its process. */
  stop(): Promise<void>
}

/** Starts a process for the peer of this name and builds its index there. */
export async function startPeer(peer: string, papersFile: string, home: Home): Promise<RemotePeer | Absent> {
  const child = fork(join(import.meta.dirname, 'peer-process.ts'), {
    // Room for the libraries that keep all in objects.
    execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=12288'],
  })
  const response = await respond(child, { kind: 'build', peer, papersFile, home })
  if (response.kind === 'absent') {
    await stop(child)
    return { absent: response.why }
  }
  if (response.kind !== 'built') throw new Error(`${peer} answered out of turn.`)
  return {
    built: response.built,
    async ask(queries, milliseconds) {
      const answered = await respond(child, { kind: 'ask', queries, milliseconds })
      return answered.kind === 'answered' ? answered.answers : []
    },
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (!child.connected) return
  const exit = once(child, 'exit')
  child.disconnect()
  await exit
}

function respond(child: ChildProcess, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The process of a peer ended with ${code}.`))
    child.once('exit', onExit)
    // Both ends are this project's: what comes is what messages.ts says.
    child.once('message', (response) => {
      child.off('exit', onExit)
      resolve(response as Response)
    })
    child.send(request)
  })
}
