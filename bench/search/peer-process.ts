// The process of one peer, started by remote-peer.ts: none pays for the garbage or the caches of another.

import type { Answered, Request, Response } from './messages.ts'
import { readPapers } from './paper-file.ts'
import type { Peer } from './peer.ts'
import { knownPeers } from './peers.ts'

let peer: Peer | undefined

process.on('message', async (request: Request) => {
  process.send?.(await respond(request))
})

// The measurement is done, or gone.
process.on('disconnect', async () => {
  await peer?.close()
  process.exit()
})

async function respond(request: Request): Promise<Response> {
  if (request.kind === 'build') return build(request)
  if (peer === undefined) throw new Error('A peer is built before it is asked.')
  return { kind: 'answered', answers: await answer(peer, request) }
}

async function build(request: Extract<Request, { kind: 'build' }>): Promise<Response> {
  const opened = await knownPeers.get(request.peer)?.open(request.home)
  if (opened === undefined) throw new Error(`Nobody knows the peer ${request.peer}.`)
  if ('absent' in opened) return { kind: 'absent', why: opened.absent }
  peer = opened
  const began = performance.now()
  await peer.build(readPapers(request.papersFile))
  const seconds = (performance.now() - began) / 1000
  const size = await peer.size()
  const peakMemory = process.resourceUsage().maxRSS * 1024
  return { kind: 'built', built: { name: peer.name, seconds, size, peakMemory } }
}

async function answer(asked: Peer, request: Extract<Request, { kind: 'ask' }>): Promise<Answered[]> {
  const answers: Answered[] = []
  const start = performance.now()
  for (const query of request.queries) {
    const began = performance.now()
    if (began - start > request.milliseconds) break
    const ids = await asked.search(query)
    answers.push({ milliseconds: performance.now() - began, ids })
  }
  return answers
}
