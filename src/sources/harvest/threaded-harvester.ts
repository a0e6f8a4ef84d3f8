// Harvests in a thread of its own, which is gone when the harvest is done, and its memory too.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DatabaseHome } from '../../db/connect.ts'
import type { SourceSettings } from '../source-settings.ts'
import type { HarvestResult } from './harvest-source.ts'
import type { Harvester, HarvestOrder } from './harvester.ts'

export interface TestClockState {
  startsAt: string
  speed: number
  /** Milliseconds UTC of real time. */
  began: number
}

export interface HarvestThreadSetup {
  store: DatabaseHome
  settings: SourceSettings
  version: string
  /** Where the site's clock stood at a real moment, and how fast it goes. */
  testClock?: TestClockState
  order: HarvestOrder
}

export type HarvestReply = { kind: 'done'; result: HarvestResult | null } | { kind: 'failed'; why: string }

export type ThreadedHarvesterParts = Omit<HarvestThreadSetup, 'order'>

export function threadedHarvester(parts: ThreadedHarvesterParts): Harvester {
  return {
    async harvest(order, signal) {
      const setup: HarvestThreadSetup = { ...parts, order }
      const thread = new Worker(threadProgram(), { workerData: setup })
      // What it throws after its answer is no reason for the site to end.
      thread.on('error', () => {})
      const stop = () => thread.postMessage('stop')
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) stop()
      try {
        const reply = await firstReply(thread)
        if (reply.kind === 'failed') throw new Error(reply.why)
        return reply.result
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
  }
}

async function firstReply(thread: Worker): Promise<HarvestReply> {
  const ended = new AbortController()
  const exit = once(thread, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('The thread of the harvest ended without a word.')
  })
  try {
    const [reply] = (await Promise.race([once(thread, 'message'), exit])) as [HarvestReply]
    return reply
  } finally {
    ended.abort()
    exit.catch(() => {})
  }
}

/** Beside this file: `.ts` in a checkout that runs from its sources, `.js` once built. */
function threadProgram(): URL {
  return new URL(`./harvest-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
}
