// Harvests in a thread of its own, which is gone when the harvest is done, and its memory too.

import type { DatabaseHome } from '../../db/connect.ts'
import { programBeside, replyOfThread } from '../../one-shot-thread.ts'
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
      const thread = {
        program: programBeside(import.meta.url, 'harvest-thread'),
        setup,
        signal,
        name: 'the harvest',
      }
      const reply = await replyOfThread<HarvestReply>(thread)
      if (reply.kind === 'failed') throw new Error(reply.why)
      return reply.result
    },
  }
}
