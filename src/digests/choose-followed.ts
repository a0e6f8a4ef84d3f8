// Which new papers somebody is sent beside the edition, because they fit what they follow.

import type { Follow } from '../follows/follow-kinds.ts'
import { followKinds } from '../follows/follow-kinds.ts'
import { type FollowReason, MOST_REASONS } from '../follows/why-text.ts'
import type { PaperId } from '../papers/paper.ts'
import type { Taste } from './subscription.ts'

/** A paper that fits what they follow. */
export interface FittingPaper {
  id: PaperId
  /** When it came here, milliseconds UTC. */
  arrivedAt: number
  withdrawn: boolean
  /** The strongest first; at least one. */
  why: readonly Follow[]
}

export interface ChosenFollowed {
  id: PaperId
  reason: FollowReason[]
}

/** As many are in one digest; the rest is on the site. */
export const MOST_FOLLOWED_PAPERS = 20

/**
 * Those that came after `since`, the closest first: an author before a category, the newest before older ones. None that
 * they had before, stands in this digest already (`had` has both), or was withdrawn.
 */
export function chooseFollowed(
  fitting: readonly FittingPaper[],
  { had, since }: { had: ReadonlySet<PaperId>; since: number },
): ChosenFollowed[] {
  return fitting
    .filter(({ id, arrivedAt, withdrawn }) => arrivedAt > since && !withdrawn && !had.has(id))
    .toSorted((a, b) => closeness(a) - closeness(b) || b.arrivedAt - a.arrivedAt || (a.id < b.id ? 1 : -1))
    .slice(0, MOST_FOLLOWED_PAPERS)
    .map(({ id, why }) => ({
      id,
      reason: why.slice(0, MOST_REASONS).map(({ kind, label }) => ({ kind, label })),
    }))
}

/** What the subscription itself asks for, as follows. */
export const followsOfTaste = ({ categories, keywords }: Taste): Follow[] => [
  ...categories.map((value) => ({ kind: 'category' as const, value, label: value })),
  ...keywords.map((value) => ({ kind: 'keyword' as const, value, label: value })),
]

const closeness = ({ why: [first] }: FittingPaper): number =>
  first === undefined ? followKinds.length : followKinds.indexOf(first.kind)
