import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import type { SourceName } from '../../source-spec.ts'
import type { HttpClient } from '../fetching/http-client.ts'
import type { SourceSettings } from '../source-settings.ts'

/** What every harvest is done with. */
export interface HarvestParts {
  db: Db
  clock: Clock
  http: HttpClient
  settings: SourceSettings
  /** Aborted: the page at hand is stored, and a later run goes on there. */
  signal?: AbortSignal
  /**
   * Milliseconds that a harvest waits for a source which asks for it or doesn't answer; beyond that it ends, and goes on
   * by itself later. `Infinity` for somebody who watches it.
   */
  patienceMs: number
  onProgress?: (progress: HarvestProgress) => void
}

export interface HarvestProgress {
  source: SourceName
  /** Records so far, and how many there may be, where the source tells. */
  records: number
  total?: number
  /** The source asked us to wait, or could not be reached: until when (milliseconds UTC), and its sentence. */
  waiting?: { until: number; reason: string }
}
