// All peers answer the same queries in turns of a few, so that a busy moment of the machine meets all of them.

import type { Answered } from './messages.ts'
import type { RemotePeer } from './remote-peer.ts'

const TURN = 100
const WARM_UP_MILLISECONDS = 20_000

/**
 * Asks each peer the warm-up and then the queries, each for at most `seconds`. Answers what each peer said, in the
 * order of the queries: a slow one has answered only the first of them.
 */
export async function inRounds(
  peers: RemotePeer[],
  { warmUp, queries, seconds }: { warmUp: string[][]; queries: string[][]; seconds: number },
): Promise<Answered[][]> {
  for (const peer of peers) await peer.ask(warmUp, WARM_UP_MILLISECONDS)
  const answers = peers.map((): Answered[] => [])
  for (let from = 0; from < queries.length; from += TURN) {
    const turn = queries.slice(from, from + TURN)
    for (const [at, peer] of peers.entries()) {
      const own = answers[at] ?? []
      const left = seconds * 1000 - own.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
      // A peer that didn't get through its last turn is done: its answers stay those to the first queries.
      if (left > 0 && own.length === from) own.push(...(await peer.ask(turn, left)))
    }
  }
  return answers
}
