// What jobs and commands call: a source is harvested, if it is to be asked now.

import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { SourceName } from '../../source-spec.ts'
import { createHttpClient, type FetchLimits, type HttpClient } from '../fetching/http-client.ts'
import type { SourceSettings } from '../source-settings.ts'
import { sourceTitles } from '../source-titles.ts'
import { type HarvestResult, harvestSource } from './harvest-source.ts'
import type { RunCause } from './source-runs.ts'
import { stateOf } from './source-state.ts'
import { harvestedSource, hostsOfSettings, specsOfSettings } from './sources-of-settings.ts'

export interface HarvestOrder {
  source: SourceName
  cause: RunCause
}

export interface Harvester {
  /** Null where the source is not to be asked now: paused or resting. */
  harvest(order: HarvestOrder, signal: AbortSignal): Promise<HarvestResult | null>
}

/** A job waits this long for a source that asks for it; then it ends, and another goes on at that time. */
const JOB_PATIENCE_MS = 60_000

/** `version` is the program's; `isTest`: a test setting is on, and no host outside of the settings may be asked. */
export function sourceClient(
  settings: SourceSettings,
  version: string,
  isTest: boolean,
  limits?: FetchLimits,
): HttpClient {
  const { PUBLIC_URL, CONTACT_EMAIL } = settings
  const contact = [PUBLIC_URL && `+${PUBLIC_URL}`, CONTACT_EMAIL && `mailto:${CONTACT_EMAIL}`].filter(Boolean)
  return createHttpClient({
    userAgent: `Broadsheet/${version}${contact.length > 0 ? ` (${contact.join('; ')})` : ''}`,
    allowedHosts: hostsOfSettings(settings),
    onlyAllowed: isTest,
    ...(limits && { limits }),
  })
}

export interface HarvesterParts {
  db: Db
  clock: Clock
  http: HttpClient
  settings: SourceSettings
}

/** Harvests in this thread. */
export function localHarvester({ db, clock, http, settings }: HarvesterParts): Harvester {
  return {
    async harvest({ source, cause }, signal) {
      const spec = specsOfSettings(settings).find((one) => one.source === source)
      if (!spec) throw new NotFound(`${sourceTitles[source]} is not in SOURCES.`)
      const state = await stateOf(db, source)
      const rests = state.paused === 1 || (state.retry_at ?? 0) > clock.now()
      if (rests && cause === 'schedule') return null
      const parts = { db, clock, http, settings, signal, patienceMs: JOB_PATIENCE_MS }
      try {
        return await harvestSource(parts, harvestedSource(settings, spec), { cause })
      } catch (error) {
        if (error instanceof Conflict) return busyElsewhere(error, clock.now())
        throw error
      }
    },
  }
}

/** Its process may have died: then its lease is over by then. */
const ANOTHERS_LEASE_MS = 90_000

const busyElsewhere = (error: Conflict, now: number): HarvestResult => ({
  ...{ pages: 0, records: 0, added: 0, changed: 0, bad: 0 },
  ...{ state: 'stopped', error: error.message, retryAt: now + ANOTHERS_LEASE_MS },
})
