// Nodes that are killed in turn and a database that ends twice, once in order and once as by a crash; all come back.

import { setTimeout as sleep } from 'node:timers/promises'
import type { CrowdNode } from './crowd-nodes.ts'
import type { Downtimes } from './downtimes.ts'
import type { OwnCluster } from './own-cluster.ts'

interface Parts {
  cluster: OwnCluster
  nodes: readonly CrowdNode[]
}

interface Breaking {
  kills: number
  /** Milliseconds since 1970. */
  until: number
  downtimes: Downtimes
}

/** Kills nodes (SIGKILL); after a third and after two thirds of the time, the database ends instead. */
export async function breakOften(
  { cluster, nodes }: Parts,
  { kills, until, downtimes }: Breaking,
): Promise<void> {
  const faults = kills + 2
  const pause = (until - Date.now()) / (faults + 1)
  const [first, second] = [Math.floor(faults / 3), Math.floor((faults * 2) / 3)]
  for (let number = 0; number < faults; number++) {
    await sleep(pause)
    await downtimes.during(async () => {
      if (number === first) await restart(cluster, 'fast')
      else if (number === second) await restart(cluster, 'immediate')
      else await nodes[number % nodes.length]?.killAndRestart()
    })
  }
}

async function restart(cluster: OwnCluster, how: 'fast' | 'immediate'): Promise<void> {
  await cluster.stop(how)
  await sleep(1_000)
  await cluster.start()
}

/** A sentence for each that doesn't serve. */
export async function notReady(nodes: readonly CrowdNode[]): Promise<string[]> {
  const wrong = await Promise.all(
    nodes.map(async ({ url }) => {
      const answer = await fetch(`${url}/readyz`).catch(() => null)
      return answer?.ok ? [] : [`The node at ${url} is not ready at the end.`]
    }),
  )
  return wrong.flat()
}
