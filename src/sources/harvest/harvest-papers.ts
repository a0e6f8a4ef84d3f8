// A source that brings papers, page after page: each page is stored with the cursor of the next, so that a harvest which
// ends anywhere, however it ends, goes on there.

import { Conflict } from '../../errors.ts'
import type { PaperSource } from '../../source-spec.ts'
import type { Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { askPatiently, type Question } from './ask-patiently.ts'
import type { createHarvestLog } from './harvest-log.ts'
import type { HarvestParts } from './harvest-parts.ts'
import { doneAtMost, doneThroughAfter, harvestAfter } from './open-harvest.ts'
import { savePage } from './save-page.ts'
import { changeState, extendLease, type OpenHarvest, stateOf } from './source-state.ts'
import type { HarvestedSource } from './sources-of-settings.ts'
import { createValidators, type Validators } from './validators.ts'

/** Papers that are stored together. */
const MOST_JOINED = 5_000

export type PaperHarvest = HarvestedSource & { source: PaperSource; protocol: Protocol<object> }

export interface HarvestOfPapers {
  parts: HarvestParts & { holder: string }
  harvested: PaperHarvest
  log: ReturnType<typeof createHarvestLog>
}

/** Goes on from where `begun` stands to the end. @throws SourceTrouble, PutOff */
export async function harvestPapers(work: HarvestOfPapers, begun: OpenHarvest | null): Promise<void> {
  const { parts, harvested } = work
  let open = begun
  const validators = createValidators(await stateOf(parts.db, harvested.source))
  while (open) {
    parts.signal?.throwIfAborted()
    open = await harvestPage(work, open, validators)
  }
}

async function harvestPage(
  work: HarvestOfPapers,
  open: OpenHarvest,
  validators: Validators,
): Promise<OpenHarvest | null> {
  const { parts, harvested, log } = work
  const { source } = harvested
  const page = await wholePage(work, open, validators)
  const next = harvestAfter(open, page)
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
        ...doneThroughAfter(open, page, state.done_through, doneAtMost(source, parts.clock.now())),
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
