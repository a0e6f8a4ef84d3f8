// Editions where no curator chooses: the best of what was announced that day, by a published score, marked as such. People
// go before the rule: once a list or a curator has put a paper on a day's list, what the rule chose for that day is
// withdrawn. What members submit by themselves stands beside it.

import type { Db } from '../../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { addDays, type Day, type EditionTimes, isWeekend, todayAt } from '../calendar.ts'
import { compareText } from '../text/compare-text.ts'
import {
  announcedOn,
  chosenOn,
  daysOfBoth,
  publishedElsewhereOn,
  replaceRuleEntries,
} from './rule-edition-queries.ts'
import { ruleScore } from './rule-score.ts'

export interface RuleSettings extends EditionTimes {
  /** Papers of an edition; 0: the rule never chooses. */
  size: number
  /** Categories that are preferred; those of the sources. */
  categories: readonly string[]
  /** Somebody chooses: the rule steps in only for a day that closed without a paper. */
  hasCurator: boolean
}

/** A day that was closed without papers is made up for within this time; later, silence is history. */
const DAYS_BACK = 4

/** Chooses or chooses again for the days that are due; returns those whose edition changed. */
export async function chooseEditions(db: Db, now: number, settings: RuleSettings): Promise<Day[]> {
  const today = todayAt(now, settings)
  const changed: Day[] = []
  // A list may come long after its day.
  for (const day of await daysOfBoth(db)) if (await put(db, day, [])) changed.push(day)
  for (let back = DAYS_BACK; back >= 0; back--) {
    const day = addDays(today, -back)
    if (settings.size > 0 && !isWeekend(day) && (await choose(db, day, day === today, settings)))
      changed.push(day)
  }
  return changed
}

/** Returns whether the day's entries changed. */
async function choose(db: Db, day: Day, isOpen: boolean, settings: RuleSettings): Promise<boolean> {
  const { people, submitted, rule } = await chosenOn(db, day)
  if (people > 0) return rule > 0 && (await put(db, day, []))
  // An edition that has closed stays as it was; where somebody chooses, one with papers is not made up for.
  if (isOpen ? settings.hasCurator : rule > 0 || (settings.hasCurator && submitted.size > 0)) return false
  const candidates = [...(await announcedOn(db, day)), ...(await publishedElsewhereOn(db, day))]
  const best = candidates
    .filter(({ paper }) => !submitted.has(paper.id))
    .map((candidate) => ({ id: candidate.paper.id, score: ruleScore(candidate, settings.categories) }))
    .sort((a, b) => b.score - a.score || compareText(a.id, b.id))
    .slice(0, settings.size)
  return best.length > 0 && (await put(db, day, best))
}

/** The whole edition in one transaction: nobody sees a part of it. */
function put(db: Db, day: Day, best: readonly { id: string; score: number }[]): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    // Somebody may have chosen or submitted in between: the next run chooses without that.
    const { people, submitted } = await chosenOn(tx, day)
    if (best.length > 0 && (people > 0 || best.some(({ id }) => submitted.has(id)))) return false
    return replaceRuleEntries(tx, day, best)
  })
}
