// What was announced on a day, and what the rule has chosen of it.

import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'
import { addDays, type Day, startOfDay } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import { fromPaperRow } from '../rows.ts'
import { advancePapers } from '../save-queries.ts'
import type { ScoredPaper } from './rule-score.ts'

export interface ChosenOn {
  /** Papers of lists and of curators. */
  people: number
  /** Papers that members put on the day's list by themselves. */
  submitted: Set<PaperId>
  rule: number
}

/** Who put what is on a day's list. */
export async function chosenOn(db: Db | Tx, day: Day): Promise<ChosenOn> {
  const rows = await db
    .selectFrom('edition_entry as entry')
    .select(({ exists }) => [
      'entry.paper_id as id',
      'entry.chosen_by as chosenBy',
      exists(ownSubmission(db)).as('isSubmitted'),
    ])
    .where('entry.day', '=', day)
    .execute()
  const [ruled, chosen] = [
    rows.filter(({ chosenBy }) => chosenBy === 'rule'),
    rows.filter((row) => !row.chosenBy),
  ]
  const submitted = chosen.filter(({ isSubmitted }) => Boolean(isSubmitted))
  return {
    people: chosen.length - submitted.length,
    submitted: new Set(submitted.map(({ id }) => id)),
    rule: ruled.length,
  }
}

/** What made an entry where a member submitted the paper and no curator had to approve it. */
const ownSubmission = (db: Db | Tx) =>
  db
    .selectFrom('submission')
    .select('submission.id')
    .where('submission.paper_id', '=', sql.ref<string>('entry.paper_id'))
    .where('submission.day', '=', sql.ref<string>('entry.day'))
    .where('submission.state', '=', 'listed')
    // Of those who left neither is known any more.
    .whereRef('submission.decided_by', 'is not distinct from', 'submission.person_id')

/** Days on whose list there are papers of lists or curators beside those of the rule. */
export async function daysOfBoth(db: Db): Promise<Day[]> {
  const rows = await db
    .selectFrom('edition_entry as ruled')
    .select('ruled.day')
    .distinct()
    .where('ruled.chosen_by', '=', 'rule')
    .where(({ exists, not, selectFrom }) =>
      exists(
        selectFrom('edition_entry as entry')
          .select('entry.day')
          .whereRef('entry.day', '=', 'ruled.day')
          .where('entry.chosen_by', 'is', null)
          .where(not(exists(ownSubmission(db)))),
      ),
    )
    .execute()
  return rows.map(({ day }) => day)
}

/** Papers that a source announced for the day, as new or listed in another category; no replacements. */
export async function announcedOn(db: Db, day: Day): Promise<ScoredPaper[]> {
  const rows = await db
    .selectFrom('announcement')
    .innerJoin('paper', 'paper.id', 'announcement.paper_id')
    .selectAll('paper')
    .select('announcement.kind')
    .where('announcement.day', '=', day)
    .where('announcement.kind', 'in', ['new', 'cross'])
    .where('withdrawn', '=', 0)
    .execute()
  return rows.map(({ kind, ...row }) => ({ paper: fromPaperRow(row), isNew: kind === 'new' }))
}

/** Papers of sources that announce nothing, published on the day. */
export async function publishedElsewhereOn(db: Db, day: Day): Promise<ScoredPaper[]> {
  const rows = await db
    .selectFrom('paper')
    .selectAll()
    .where('source', 'in', ['biorxiv', 'medrxiv'])
    .where('published_at', '>=', startOfDay(day))
    .where('published_at', '<', startOfDay(addDays(day, 1)))
    .where('withdrawn', '=', 0)
    .execute()
  return rows.map((row) => ({ paper: fromPaperRow(row), isNew: true }))
}

/** Gives the day these papers by the rule, in this order, and no others. Returns whether anything changed. */
export async function replaceRuleEntries(
  tx: Tx,
  day: Day,
  best: readonly { id: PaperId; score: number }[],
): Promise<boolean> {
  const before = await tx
    .selectFrom('edition_entry')
    .select(['paper_id', 'place', 'score'])
    .where('day', '=', day)
    .where('chosen_by', '=', 'rule')
    .execute()
  const known = new Map(before.map((row) => [row.paper_id, row]))
  const isSame = ({ id, score }: (typeof best)[number], place: number) =>
    known.get(id)?.place === place && known.get(id)?.score === score
  if (before.length === best.length && best.every(isSame)) return false
  await tx.deleteFrom('edition_entry').where('day', '=', day).where('chosen_by', '=', 'rule').execute()
  await inChunks(
    best.map((one, place) => ({ ...one, place })),
    500,
    (some) =>
      tx
        .insertInto('edition_entry')
        .values(
          some.map(({ id, score, place }) => ({
            ...{ day, paper_id: id, place, entered_at: null, submitted_by: null },
            ...{ recorded_votes: 0, recorded_comments: 0, author_participates: null },
            ...{ chosen_by: 'rule', score },
          })),
        )
        .execute(),
  )
  await advancePapers(tx, [...new Set([...known.keys(), ...best.map(({ id }) => id)])])
  return true
}
