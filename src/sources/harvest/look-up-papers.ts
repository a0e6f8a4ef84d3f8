// A source that is asked about papers which are here: those on recent lists first, then the newest, a few requests a run.

import { inTransaction } from '../../db/write.ts'
import { Conflict } from '../../errors.ts'
import { addDays, dayOf, startOfDay } from '../../papers/calendar.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import type { LookupSource } from '../../source-spec.ts'
import type { DayRange, KnownPaper, Lookup } from '../protocol.ts'
import { askPatiently } from './ask-patiently.ts'
import type { createHarvestLog } from './harvest-log.ts'
import type { HarvestParts } from './harvest-parts.ts'
import { noteLookups, papersOfDays, papersToLookUp } from './lookup-queries.ts'
import { changeState, extendLease } from './source-state.ts'
import type { HarvestedSource } from './sources-of-settings.ts'

export interface LookupWork {
  parts: HarvestParts & { holder: string }
  harvested: HarvestedSource & { source: LookupSource; lookup: Lookup }
  /** Days of publication; absent: what is due. */
  range?: DayRange | undefined
  log: ReturnType<typeof createHarvestLog>
}

/** A run without a range stops here: the next one goes on. */
const MOST_REQUESTS = 40
/** Papers are asked about again after this long. */
const ASKED_AGAIN_MS = 7 * 86_400_000
/** Older lists rest. */
const RECENT_DAYS = 60

/** @throws SourceTrouble, PutOff */
export async function lookUpPapers(work: LookupWork): Promise<void> {
  const { parts, harvested, range } = work
  const before = parts.clock.now() - ASKED_AGAIN_MS
  for (let asked = 0; range !== undefined || asked < MOST_REQUESTS; asked++) {
    parts.signal?.throwIfAborted()
    const papers = await nextPapers(work, before)
    if (papers.length === 0) return
    const askable = papers.filter(harvested.lookup.canAsk)
    const records = askable.length === 0 ? [] : await ask(work, askable)
    await save(work, papers, askable.length === 0 ? [] : records)
  }
}

/** Papers that can't be asked about are among them: they are noted as asked, so that they don't come again. */
function nextPapers({ parts, harvested, range }: LookupWork, before: number): Promise<KnownPaper[]> {
  const { source, lookup } = harvested
  const limit = Math.max(lookup.most, 20)
  if (range) {
    const days = { since: startOfDay(range.since), until: startOfDay(addDays(range.until, 1)) }
    return papersOfDays(parts.db, source, { ...days, before, limit })
  }
  const since = addDays(dayOf(parts.clock.now()), -RECENT_DAYS)
  return papersToLookUp(parts.db, source, { since, before, limit })
}

async function ask(work: LookupWork, papers: readonly KnownPaper[]): Promise<PaperRecord[]> {
  const { parts, harvested, log } = work
  const { lookup, title, manners } = harvested
  const records: PaperRecord[] = []
  for (let at = 0; at < papers.length; at += lookup.most) {
    const some = papers.slice(at, at + lookup.most)
    const question = {
      who: title,
      manners,
      ask: lookup.ask(some),
      read: (answer: Parameters<Lookup['read']>[0]) => lookup.read(answer, some),
    }
    records.push(...(await askPatiently(parts, question, log.waiting)))
  }
  return records
}

async function save(
  { parts, harvested, log }: LookupWork,
  papers: readonly KnownPaper[],
  records: PaperRecord[],
): Promise<void> {
  const { source } = harvested
  const now = parts.clock.now()
  const known = new Set(papers.map(({ id }) => id))
  const found = records.filter(({ id }) => known.has(id))
  let changed = 0
  for (let at = 0; at < found.length; at += 100) {
    const saved = await inTransaction(parts.db, (tx) => saveRecordsIn(tx, found.slice(at, at + 100), source))
    changed += saved.changed
  }
  await inTransaction(parts.db, async (tx) => {
    if (!(await extendLease(tx, source, parts.holder)))
      throw new Conflict('Another process has gone on with this.')
    await noteLookups(tx, source, papers, new Set(found.map(({ id }) => id)), now)
    await changeState(tx, source, { done_through: dayOf(now) })
  })
  await log.page({ records: found.length, added: 0, changed, bad: 0 }, undefined)
}
