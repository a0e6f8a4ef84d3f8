// Why a paper isn't taken: what is so, and what to do.

import { isNewAccount, reaches, type Viewer } from '../../accounts/roles.ts'
import { counted } from '../../count-text.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { Day, EditionTimes } from '../../papers/calendar.ts'
import type { Paper } from '../../papers/paper.ts'
import { chosenDaysOf, declinedSince } from '../curation/entry-queries.ts'
import { standingSubmission } from './standing-submission.ts'
import { isWaiting, submittedSince } from './submission-queries.ts'

export interface SubmissionRules extends EditionTimes {
  /** Straight into the edition; after a curator’s approval; or from curators only. */
  mode: 'direct' | 'approve' | 'curators'
  /** Days since publication; 0: of any age. */
  oldestDays: number
  perDay: number
}

export type Refusal =
  | { kind: 'listed'; day: Day }
  | { kind: 'waiting'; isOwn: boolean }
  | { kind: 'old'; days: number }
  | { kind: 'withdrawn' }
  | { kind: 'declined'; reason: string }
  | { kind: 'quota'; perDay: number; isNew: boolean; waitMs: number }
  | { kind: 'curators' }

export interface SubmissionAsked {
  paper: Paper
  viewer: Viewer
  rules: SubmissionRules
  now: number
  /** Editions of later days are no reader’s business yet. */
  today: Day
}

const DAY_MS = 86_400_000
/** What a curator has decided against is left alone for so long. */
const DECLINED_MS = 14 * DAY_MS
/** A day, for accounts that are new. */
export const PER_DAY_NEW = 1

/** Null where the paper may be submitted. Curators answer for themselves: age and number don’t count for them. */
export async function whyRefused(db: Db | Tx, asked: SubmissionAsked): Promise<Refusal | null> {
  const { paper, viewer, rules, now, today } = asked
  const isCurator = reaches(viewer.role, 'curator')
  if (rules.mode === 'curators' && !isCurator) return { kind: 'curators' }
  const [last, ...earlier] = await chosenDaysOf(db, paper.id)
  const shown = [last, ...earlier].find((day) => day !== undefined && day <= today)
  if (shown !== undefined) return { kind: 'listed', day: shown }
  if (last !== undefined || (await isWaiting(db, paper.id))) {
    const own = await standingSubmission(db, paper.id, viewer.id)
    return { kind: 'waiting', isOwn: own !== undefined }
  }
  if (isCurator) return null
  if (paper.withdrawn) return { kind: 'withdrawn' }
  const reason = await declinedSince(db, paper.id, now - DECLINED_MS)
  if (reason !== undefined) return { kind: 'declined', reason }
  const { oldestDays } = rules
  const isOld =
    oldestDays > 0 && paper.publishedAt !== null && now - paper.publishedAt > (oldestDays + 1) * DAY_MS
  return isOld ? { kind: 'old', days: oldestDays } : overQuota(db, asked)
}

async function overQuota(db: Db | Tx, { viewer, rules, now }: SubmissionAsked): Promise<Refusal | null> {
  const isNew = isNewAccount(viewer, now)
  const perDay = isNew ? Math.min(PER_DAY_NEW, rules.perDay) : rules.perDay
  const made = await submittedSince(db, viewer.id, now - DAY_MS)
  if (made.length < perDay) return null
  const freedBy = made[made.length - perDay] ?? now
  return { kind: 'quota', perDay, isNew, waitMs: freedBy + DAY_MS - now }
}

/** One or two sentences. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'listed':
      return `This paper is on the list of ${refusal.day} already. Vote for it there, or write a comment.`
    case 'waiting':
      if (refusal.isOwn)
        return 'You have submitted this paper already, and it is yet to come. Your submissions show what becomes of it.'
      return 'Somebody has submitted this paper already, and it is yet to come. There is nothing left to do for you.'
    case 'old':
      return `This site takes papers of the last ${counted(refusal.days, 'day')}, and this one is older. You can still vote for it and write about it on its page.`
    case 'withdrawn':
      return 'The authors have withdrawn this paper, so it can’t be submitted.'
    case 'declined':
      return `A curator has decided against this paper lately (${refusal.reason}). Write to the curators if you see it otherwise.`
    case 'curators':
      return 'On this site only curators submit papers. Write to them about papers that you miss.'
    case 'quota': {
      const hours = Math.max(1, Math.ceil(refusal.waitMs / 3_600_000))
      const why = refusal.isNew ? ', which is what new accounts may' : ''
      return `You have submitted ${counted(refusal.perDay, 'paper')} within a day${why}. Come back in ${counted(hours, 'hour')}.`
    }
  }
}
