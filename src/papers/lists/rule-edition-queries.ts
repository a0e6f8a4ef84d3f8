// What was announced on a day, and what the rule has chosen of it.

import type { Db, Tx } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'
import { addDays, type Day, startOfDay } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import { fromPaperRow } from '../rows.ts'
import { advancePapers } from '../save-queries.ts'
import type { ScoredPaper } from './rule-score.ts'

/** Entries of a day that people made, and those that the rule made. */
export async function chosenOn(db: Db | Tx, day: Day): Promise<{ people: number; rule: number }> {
  const rows = await db
    .selectFrom('edition_entry')
    .select((select) => ['chosen_by', select.fn.countAll<number>().as('entries')])
    .where('day', '=', day)
    .groupBy('chosen_by')
    .execute()
  const count = (by: string | null) => rows.find(({ chosen_by }) => chosen_by === by)?.entries ?? 0
  return { people: count(null), rule: count('rule') }
}

/** Days on whose list there are papers that people chose beside those of the rule. */
export async function daysOfBoth(db: Db): Promise<Day[]> {
  const rows = await db
    .selectFrom('edition_entry as ruled')
    .select('ruled.day')
    .distinct()
    .where('ruled.chosen_by', '=', 'rule')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('edition_entry as chosen')
          .select('chosen.day')
          .whereRef('chosen.day', '=', 'ruled.day')
          .where('chosen.chosen_by', 'is', null),
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
