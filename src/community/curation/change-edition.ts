// Curators change a day's list. Each change names the state that its curator saw: who comes second is told to look again.

import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import { addDays, type Day, isWeekend } from '../../papers/calendar.ts'
import { markCurated } from '../../papers/curated-days-queries.ts'
import { openEditionsIn } from '../../papers/lists/open-edition-queries.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { logChange } from '../attribution.ts'
import { readReason } from '../moderation/reason.ts'
import { moveListed, refuseListed } from '../submissions/submission-queries.ts'
import { DAYS_AHEAD, editionPlan } from './edition-plan.ts'
import { adoptEntries, deleteEntry, entryOf, moveEntry, putChosenEntry, putPlaces } from './entry-queries.ts'
import { tellSubmitter } from './tell-submitter.ts'

/** Who changes which list, and when. */
export interface Curating {
  day: Day
  by: string
  now: number
  /** Later days are scheduled: nobody sees them yet. */
  today: Day
}

export type EditionChange = Curating & { paperId: PaperId; stamp: string }

/** @throws NotFound, Conflict, Invalid */
export function addToEdition(db: Db, change: EditionChange): Promise<void> {
  return inEdition(db, change, async (tx) => {
    const { day, paperId, by, now } = change
    if (!(await paperById(tx, paperId)))
      throw new NotFound('This paper is not in the collection of this site.')
    await checkTarget(tx, change, day)
    await putChosenEntry(tx, { day, paperId, submittedBy: by, enteredAt: now })
    await log(tx, change, 'edition-add', 'Put on the list.')
  })
}

export function removeFromEdition(db: Db, change: EditionChange & { reason: string }): Promise<void> {
  const reason = readReason(change.reason)
  return inEdition(db, change, async (tx) => {
    await requireEntry(tx, change)
    const { day, paperId, by, now, today } = change
    await deleteEntry(tx, day, paperId)
    await log(tx, change, 'edition-remove', reason)
    const list = day > today ? 'a coming list' : `the list of ${day}`
    for (const submission of await refuseListed(tx, { paperId, day, reason, by, now }))
      await tellSubmitter(tx, submission, change, `was taken off ${list}: ${reason}`)
  })
}

/** `place` is counted from 1; behind the end means the end. */
export function placeInEdition(db: Db, change: EditionChange & { place: number }): Promise<void> {
  return inEdition(db, change, async (tx) => {
    const { day, paperId, place } = change
    await requireEntry(tx, change)
    const { lines } = await editionPlan(tx, day)
    const order = lines.map((line) => line.paperId).filter((id) => id !== paperId)
    order.splice(place - 1, 0, paperId)
    await putPlaces(tx, day, order)
    await log(tx, change, 'edition-place', `Put in place ${Math.min(place, order.length)}.`)
  })
}

/** To another day's list, a coming one too. */
export function moveToDay(db: Db, change: EditionChange & { to: Day }): Promise<void> {
  return inEdition(db, change, async (tx) => {
    const { day, paperId, to, by, now, today } = change
    await requireEntry(tx, change)
    await checkTarget(tx, change, to)
    await moveEntry(tx, paperId, day, to)
    await markCurated(tx, to)
    const list = to > today ? 'a coming list' : `the list of ${to}`
    await log(tx, change, 'edition-move', `Moved to ${list}.`)
    const moved = await moveListed(tx, { paperId, day, to, by, now })
    // From one coming list to another: for all that its submitter knows, nothing has changed.
    if (day > today && to > today) return
    for (const submission of moved) await tellSubmitter(tx, submission, change, `was moved to ${list}.`)
  })
}

/** A day that a paper may come onto, and that doesn't hold it yet. Opens what is due, so that the rest stays closed. */
export async function checkTarget(
  tx: Tx,
  { paperId, today }: Omit<Curating, 'day'> & { paperId: PaperId },
  to: Day,
) {
  if (isWeekend(to)) throw new Invalid('There are no lists on Saturdays and Sundays. Choose another day.')
  if (to > addDays(today, DAYS_AHEAD)) {
    throw new Invalid(`Lists are planned ${DAYS_AHEAD} days ahead at most. Choose an earlier day.`)
  }
  const known = await entryOf(tx, to, paperId)
  if (known?.chosen_by === null) throw new Conflict(`This paper is on the list of ${to} already.`)
  if (known) await deleteEntry(tx, to, paperId)
  if (to > today) await openEditionsIn(tx, today)
}

function inEdition(db: Db, { day, stamp }: EditionChange, change: (tx: Tx) => Promise<void>): Promise<void> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    if ((await editionPlan(tx, day)).stamp !== stamp) {
      throw new Conflict(
        'Somebody else has changed this list in the meantime. Load its page again, and look.',
      )
    }
    await markCurated(tx, day)
    // What the curator leaves on the list is the curator’s: else the rule would take it back.
    await adoptEntries(tx, day)
    await change(tx)
  })
}

async function requireEntry(tx: Tx, { day, paperId }: EditionChange): Promise<void> {
  if (!(await entryOf(tx, day, paperId))) throw new NotFound(`This paper is not on the list of ${day}.`)
}

/** What is planned stays out of the public log until its day: there it has a name of its own. */
function log(
  tx: Tx,
  { day, today, by, now, paperId }: EditionChange,
  action: string,
  reason: string,
): Promise<void> {
  const isPlanned = day > today
  return logChange(tx, {
    ...{ at: now, by, subject: { kind: 'paper', id: paperId } },
    action: isPlanned ? action.replace('edition-', 'edition-planned-') : action,
    reason: `${day}: ${reason}`,
  })
}
