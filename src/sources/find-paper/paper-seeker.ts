// Papers that aren't here, from the sources, for somebody who waits: in turn and with each host's pauses as harvests do,
// but with the patience of a few seconds.

import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import type { Origin } from '../../papers/merging/origins.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { foldedTitle } from '../../papers/title-key.ts'
import { newHolder } from '../fetching/holder.ts'
import { freeFrom } from '../fetching/host-turns.ts'
import type { FetchLimits, HttpClient } from '../fetching/http-client.ts'
import { askPatiently, PutOff } from '../harvest/ask-patiently.ts'
import type { SourceSettings } from '../source-settings.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { inquiriesById } from './inquiries-by-id.ts'
import { inquiriesByTitle } from './inquiries-by-title.ts'
import type { Inquiry } from './inquiry.ts'
import { SourcesBusy } from './sources-busy.ts'

/** What a source says of a paper. */
export interface SoughtPaper {
  origin: Origin
  record: PaperRecord
}

export interface PaperSeeker {
  /** Null where no source knows the paper. @throws SourcesBusy where none that may know it can be asked now */
  byId(id: PaperId): Promise<SoughtPaper | null>
  /** A few papers with such a title, the nearest first. @throws SourcesBusy as above */
  byTitle(title: string): Promise<SoughtPaper[]>
}

export interface SeekerParts {
  db: Db
  clock: Clock
  http: HttpClient
  settings: SourceSettings
}

/** A source that wants a longer wait is passed over. */
const PATIENCE_MS = 4_000
/** Of real time: one source, its queue included. */
const LONGEST_MS = 8_000
const MOST_CANDIDATES = 5

/** Answers about one paper or a few; they are read where pages are made. */
export const lookUpLimits: FetchLimits = { totalMs: LONGEST_MS, idleMs: PATIENCE_MS, bytes: 4_000_000 }

export function createPaperSeeker(parts: SeekerParts): PaperSeeker {
  return {
    async byId(id) {
      const troubles: Passed[] = []
      let bare: SoughtPaper | null = null
      for (const inquiry of inquiriesById(parts.settings, id)) {
        const before = troubles.length
        const [record] = await askOne(parts, inquiry, troubles)
        if (!record && inquiry.isOwner && troubles.length === before) return null
        if (!record) continue
        // Indexes often have no abstract; another one may.
        if (record.abstract !== '') return { origin: inquiry.origin, record }
        bare ??= { origin: inquiry.origin, record }
      }
      if (bare === null && troubles[0]) throw busy(troubles[0], parts.clock.now())
      return bare
    },
    async byTitle(title) {
      const troubles: Passed[] = []
      const found: SoughtPaper[] = []
      const wanted = foldedTitle(title)
      for (const inquiry of inquiriesByTitle(parts.settings, title)) {
        const records = await askOne(parts, inquiry, troubles)
        found.push(...records.map((record) => ({ origin: inquiry.origin, record })))
        if (records.some((record) => foldedTitle(record.title) === wanted)) break
      }
      if (found.length === 0 && troubles[0]) throw busy(troubles[0], parts.clock.now())
      return nearest(found, wanted)
    },
  }
}

/** A source that gave no answer, and until when it is better left alone, where that is known. */
interface Passed {
  title: string
  until?: number
}

/** No papers where the source doesn't know them, or can't be asked: `troubles` then has one more. */
async function askOne(parts: SeekerParts, inquiry: Inquiry, troubles: Passed[]): Promise<PaperRecord[]> {
  const { db, clock, http } = parts
  const { title, manners, ask, read } = inquiry
  const until = await freeFrom(db, manners.host)
  if (until > clock.now() + PATIENCE_MS) {
    troubles.push({ title, until })
    return []
  }
  const signal = AbortSignal.timeout(LONGEST_MS)
  try {
    const asking = { db, clock, http, signal, patienceMs: PATIENCE_MS, holder: newHolder() }
    return await askPatiently(asking, { who: title, manners, ask, read })
  } catch (error) {
    if (error instanceof SourceTrouble && error.kind === 'refused') return []
    if (error instanceof PutOff) troubles.push({ title, until: error.until })
    else if (error instanceof SourceTrouble || signal.aborted) troubles.push({ title })
    else throw error
    return []
  }
}

const busy = ({ title, until }: Passed, now: number): SourcesBusy =>
  new SourcesBusy(title, until ?? now + 60_000, now)

/** Each paper once; those of just that title first. */
function nearest(found: readonly SoughtPaper[], wanted: string): SoughtPaper[] {
  const byId = new Map<PaperId, SoughtPaper>()
  for (const one of found) if (!byId.has(one.record.id)) byId.set(one.record.id, one)
  const isExact = ({ record }: SoughtPaper) => foldedTitle(record.title) === wanted
  return [...byId.values()].sort((a, b) => Number(isExact(b)) - Number(isExact(a))).slice(0, MOST_CANDIDATES)
}
