// Harvests from a misbehaving server, in this process and on a clock that needs no real time.

import { type Clock, steppedClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import { parseSources } from '../../src/source-spec.ts'
import { createHttpClient, type FetchLimits } from '../../src/sources/fetching/http-client.ts'
import type { HarvestParts } from '../../src/sources/harvest/harvest-parts.ts'
import { type HarvestResult, harvestSource } from '../../src/sources/harvest/harvest-source.ts'
import { harvestedSource, hostsOfSettings } from '../../src/sources/harvest/sources-of-settings.ts'
import type { DayRange } from '../../src/sources/protocol.ts'
import { atEnd } from './database.ts'
import type { MisbehavingServer } from './misbehaving/start.ts'

export interface HarvestFacts {
  /** As in SOURCES: `arxiv:cs.AI`. */
  source: string
  range?: DayRange
  clock?: Clock
  patienceMs?: number
  /** Settings besides the addresses. */
  settings?: Record<string, string>
  limits?: FetchLimits
  signal?: AbortSignal
}

/** The day after the last of the generated records, at noon. */
export const harvestTime = '2026-03-05T12:00:00.000Z'

/** Short enough for servers that stall on purpose. */
const testLimits: FetchLimits = { totalMs: 10_000, idleMs: 1_000, bytes: 64_000_000 }

export function harvestFrom(
  server: Pick<MisbehavingServer, 'settings'>,
  db: Db,
  facts: HarvestFacts,
): Promise<HarvestResult> {
  const { parts, harvested } = harvestParts(server, db, facts)
  return harvestSource(parts, harvested, { cause: 'command', range: facts.range })
}

export function harvestParts(
  server: Pick<MisbehavingServer, 'settings'>,
  db: Db,
  { source, clock = steppedClock(harvestTime), patienceMs, settings, limits, signal }: HarvestFacts,
) {
  const environment = {
    ...{ BROADSHEET_DATA: '/nowhere', TEST_POLITENESS_MS: '0', SOURCES: source },
    ...server.settings,
    ...settings,
  }
  const { values } = readConfig({ environment })
  const http = createHttpClient({
    userAgent: 'Broadsheet/0.0.0',
    allowedHosts: hostsOfSettings(values),
    onlyAllowed: true,
    limits: limits ?? testLimits,
  })
  atEnd(() => http.close())
  const parts: HarvestParts = {
    ...{ db, clock, http, settings: values, patienceMs: patienceMs ?? Number.POSITIVE_INFINITY },
    ...(signal && { signal }),
  }
  const [spec] = parseSources(source)
  if (!spec || typeof spec === 'string') throw new Error(`${source} is no source.`)
  return { parts, harvested: harvestedSource(values, spec) }
}
