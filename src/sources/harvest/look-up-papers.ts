// A source that is asked about papers which are here: those on recent lists first, then the newest, a few requests a run.

import { inTransaction } from '../../db/write.ts'
import { Conflict } from '../../errors.ts'
import { addDays, dayOf, startOfDay } from '../../papers/calendar.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import type { LookupSource } from '../../source-spec.ts'
import type { DayRange, KnownPaper, Lookup } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
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

/** What was answered is stored before the next question. @throws PutOff */
export async function lookUpPapers(work: LookupWork): Promise<void> {
  const { parts, harvested, range } = work
  const { lookup } = harvested
  const before = parts.clock.now() - ASKED_AGAIN_MS
  let asked = 0
  while (range !== undefined || asked < MOST_REQUESTS) {
    const papers = await nextPapers(work, before)
    if (papers.length === 0) return
    const [askable, others] = [papers.filter(lookup.canAsk), papers.filter((paper) => !lookup.canAsk(paper))]
    if (others.length > 0) await save(work, others, [])
    for (let at = 0; at < askable.length; at += lookup.most) {
      parts.signal?.throwIfAborted()
      asked += await askAndSave(work, askable.slice(at, at + lookup.most))
    }
  }
}

/** One paper that a source refuses to speak of must not hide the others. Returns how many requests it took. */
async function askAndSave(work: LookupWork, papers: readonly KnownPaper[]): Promise<number> {
  try {
    await save(work, papers, await ask(work, papers))
    return 1
  } catch (error) {
    if (!(error instanceof SourceTrouble && error.kind === 'refused')) throw error
    if (papers.length === 1) {
      await save(work, papers, [])
      return 1
    }
    const half = Math.ceil(papers.length / 2)
    const first = await askAndSave(work, papers.slice(0, half))
    return 1 + first + (await askAndSave(work, papers.slice(half)))
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

function ask({ parts, harvested, log }: LookupWork, papers: readonly KnownPaper[]): Promise<PaperRecord[]> {
  const { lookup, title, manners } = harvested
  const question = {
    who: title,
    manners,
    ask: lookup.ask(papers),
    read: (answer: Parameters<Lookup['read']>[0]) => lookup.read(answer, papers),
  }
  return askPatiently(parts, question, log.waiting)
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
