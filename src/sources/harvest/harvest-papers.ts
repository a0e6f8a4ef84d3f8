// A source that brings papers, page after page: each page is stored with the cursor of the next, so that a harvest which
// ends anywhere, however it ends, goes on there.

import { Conflict } from '../../errors.ts'
import { addDays, type Day, dayOf, laterDay } from '../../papers/calendar.ts'
import type { PaperSource } from '../../source-spec.ts'
import type { DayRange, Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { askPatiently, type Question } from './ask-patiently.ts'
import { nextRange } from './first-range.ts'
import type { createHarvestLog } from './harvest-log.ts'
import type { HarvestParts } from './harvest-parts.ts'
import { savePage } from './save-page.ts'
import { changeState, extendLease, type OpenHarvest, openHarvestOf, stateOf } from './source-state.ts'
import type { HarvestedSource } from './sources-of-settings.ts'
import { createValidators, type Validators } from './validators.ts'

/** Papers that are stored together. */
const MOST_JOINED = 5_000
/** A source that makes us begin again more often than this without a paper in between is broken. */
const MOST_RESTARTS = 20

export type PaperHarvest = HarvestedSource & { source: PaperSource; protocol: Protocol<object> }

export interface HarvestOfPapers {
  parts: HarvestParts & { holder: string }
  harvested: PaperHarvest
  /** Asked for by a person. */
  range?: DayRange | undefined
  log: ReturnType<typeof createHarvestLog>
}

/** Takes up the open harvest or begins one. @throws SourceTrouble, PutOff */
export async function harvestPapers(work: HarvestOfPapers): Promise<void> {
  const { parts, harvested } = work
  let open: OpenHarvest | null = await begin(work)
  const validators = createValidators(await stateOf(parts.db, harvested.source))
  while (open) {
    parts.signal?.throwIfAborted()
    open = await harvestPage(work, open, validators)
  }
}

/** The days of the harvest at hand. */
export async function rangeOf({ parts, harvested, range }: Omit<HarvestOfPapers, 'log'>): Promise<DayRange> {
  if (range) return range
  const state = await stateOf(parts.db, harvested.source)
  const open = openHarvestOf(state)
  return open?.range ?? nextRange(harvested.source, state.done_through, dayOf(parts.clock.now()))
}

async function begin(work: HarvestOfPapers): Promise<OpenHarvest> {
  const { parts, harvested, range } = work
  const open = openHarvestOf(await stateOf(parts.db, harvested.source))
  const asked = await rangeOf(work)
  if (open && open.range.since === asked.since && open.range.until === asked.until) return open
  const cursor = harvested.protocol.start(asked)
  return { range: asked, isBackfill: range !== undefined, cursor, restarts: 0 }
}

async function harvestPage(
  work: HarvestOfPapers,
  open: OpenHarvest,
  validators: Validators,
): Promise<OpenHarvest | null> {
  const { parts, harvested, log } = work
  const { source } = harvested
  const page = await wholePage(work, open, validators)
  const next = nextOf(open, page)
  const saved = await savePage(
    parts.db,
    { source, items: page.items, announcements: page.announcements ?? [], now: parts.clock.now() },
    async (tx, { newest }) => {
      if (!(await extendLease(tx, source, parts.holder)))
        throw new Conflict('Another process has gone on with this harvest.')
      const state = await stateOf(tx, source)
      await changeState(tx, source, {
        harvest: next && JSON.stringify(next),
        validators: validators.text(),
        ...(newest !== undefined && newest > (state.newest ?? '') ? { newest } : {}),
        ...doneThroughAfter(open, page, state.done_through),
      })
    },
  )
  await log.page(saved, page.total)
  return next
}

/** With the pages that belong to it. Until all are there, nothing is stored and the cursor stands before the first. */
async function wholePage(
  work: HarvestOfPapers,
  open: OpenHarvest,
  validators: Validators,
): Promise<Page<object>> {
  let page = await askForPage(work, open.cursor as object, validators)
  while (page.joinsNext && page.next !== undefined) {
    if (page.items.length > MOST_JOINED) throw new SourceTrouble('refused', 'Its list of one day has no end.')
    const following = await askForPage(work, page.next, validators)
    page = { ...following, items: [...page.items, ...following.items] }
  }
  return page
}

function askForPage(
  { parts, harvested, log }: HarvestOfPapers,
  cursor: object,
  validators: Validators,
): Promise<Page<object>> {
  const { protocol, title, manners } = harvested
  const ask = protocol.ask(cursor)
  const question: Question<Page<object>> = {
    who: title,
    manners,
    ask: protocol.unchanged ? validators.added(ask) : ask,
    read: (answer) => {
      if (answer.status === 304 && protocol.unchanged) return protocol.unchanged(cursor)
      const page = protocol.read(answer, cursor)
      if (protocol.unchanged) validators.note(answer, ask.url)
      return page
    },
  }
  return askPatiently(parts, question, log.waiting)
}

function nextOf(open: OpenHarvest, page: Page<object>): OpenHarvest | null {
  if (page.next === undefined) return null
  if (page.startsOver) {
    if (open.restarts >= MOST_RESTARTS)
      throw new SourceTrouble('refused', 'It forgets where we are again and again.')
    return { ...open, cursor: page.next, restarts: open.restarts + 1 }
  }
  if (JSON.stringify(page.next) === JSON.stringify(open.cursor)) {
    throw new SourceTrouble('refused', 'It sends us to the same page again and again.')
  }
  return { ...open, cursor: page.next, restarts: page.items.length > 0 ? 0 : open.restarts }
}

/** A back-fill that leaves a gap behind the days that are done says nothing of the days in the gap. */
function doneThroughAfter(
  { range, isBackfill }: OpenHarvest,
  { doneThrough }: Page<object>,
  before: Day | null,
): { done_through?: Day } {
  if (doneThrough === undefined) return {}
  if (isBackfill && (before === null || range.since > addDays(before, 1))) return {}
  return { done_through: before === null ? doneThrough : laterDay(before, doneThrough) }
}
