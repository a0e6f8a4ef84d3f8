// For some recipients at once: what each follows, and which new papers that brings them.

import type { Tx } from '../db/connect.ts'
import type { SubscriptionTable } from '../db/schema-digests.ts'
import { followsOfAddresses } from '../follows/follow-queries.ts'
import type { PaperId } from '../papers/paper.ts'
import { type ChosenFollowed, chooseFollowed, followsOfTaste } from './choose-followed.ts'
import { otherIdsOf } from './fold-queries.ts'
import type { FollowedNews } from './followed-news.ts'
import { papersHad, papersHadSince, setFollowedUntil } from './plan-queries.ts'
import { subscriptionOf } from './subscription.ts'

type PapersOf = ReadonlyMap<string, ReadonlySet<PaperId>>

interface Question {
  followed: FollowedNews
  /** What each had of the editions, and what was chosen of them now. */
  had: PapersOf
}

/** By subscription: none for those who want the edition only. For the others what came is looked at from now on. */
export async function chooseFollowedFor(
  tx: Tx,
  rows: readonly SubscriptionTable[],
  { followed, had }: Question,
): Promise<Map<string, ChosenFollowed[]>> {
  const wanting = rows.filter(({ scope }) => scope === 'followed')
  if (wanting.length === 0) return new Map()
  const ids = wanting.map(({ id }) => id)
  const ofMembers = await followsOfAddresses(
    tx,
    wanting.map(({ email }) => email),
  )
  // What came lately was sent lately, if at all: asked so, since what fits may be thousands of papers for each.
  const lately = await papersHadSince(tx, ids, followed.earliest)
  const chosen = new Map(
    wanting.map((row) => {
      const follows = [...(ofMembers.get(row.email) ?? []), ...followsOfTaste(subscriptionOf(row))]
      const known = new Set([...(had.get(row.id) ?? []), ...(lately.get(row.id) ?? [])])
      const since = followed.since(row.followed_until)
      return [row.id, chooseFollowed(followed.fitting(follows), { had: known, since })] as const
    }),
  )
  await setFollowedUntil(tx, ids, followed.until)
  return withoutRenamed(tx, chosen)
}

/** A paper that was sent under another of its ids was sent. */
async function withoutRenamed(
  tx: Tx,
  chosen: Map<string, ChosenFollowed[]>,
): Promise<Map<string, ChosenFollowed[]>> {
  const all = new Set([...chosen.values()].flatMap((papers) => papers.map(({ id }) => id)))
  if (all.size === 0) return chosen
  const renamed = new Set((await otherIdsOf(tx, [...all])).map(({ paper_id }) => paper_id))
  if (renamed.size === 0) return chosen
  const had = await papersHad(tx, [...chosen.keys()], [...renamed])
  return new Map(
    [...chosen].map(([id, papers]) => [id, papers.filter((paper) => !had.get(id)?.has(paper.id))]),
  )
}
