import { steppedClock } from '../../src/clock.ts'
import type { Db } from '../../src/db/connect.ts'
import { createPaperSeeker, type PaperSeeker } from '../../src/sources/find-paper/paper-seeker.ts'
import { harvestParts } from './harvest.ts'
import type { MisbehavingServer } from './misbehaving/start.ts'
import { noon } from './site.ts'

/** Asks the sources of a test server, on a clock that needs no real time. */
export function seekerAt(server: Pick<MisbehavingServer, 'settings'>, db: Db, at = noon): PaperSeeker {
  const { parts } = harvestParts(server, db, { source: 'hf-daily', clock: steppedClock(at) })
  return createPaperSeeker(parts)
}
