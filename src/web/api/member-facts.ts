import {
  type ApprovedClaim,
  approvedClaims,
  discussedByAuthors,
} from '../../community/claims/standing-queries.ts'
import type { Db } from '../../db/connect.ts'
import { type ItemPerson, peopleByIds } from '../../papers/lists/daily-item-queries.ts'
import type { PaperId } from '../../papers/paper.ts'

/** What members of this site add to the papers of an answer. */
export interface MemberFacts {
  claimsOf(paperId: PaperId): readonly ApprovedClaim[]
  people: ReadonlyMap<string, ItemPerson>
  discussedByAuthors: ReadonlySet<PaperId>
}

export async function memberFacts(db: Db, ids: readonly PaperId[]): Promise<MemberFacts> {
  const [claims, discussed] = await Promise.all([approvedClaims(db, ids), discussedByAuthors(db, ids)])
  const byPaper = Map.groupBy(claims, ({ paperId }) => paperId)
  const people = await peopleByIds(db, [...new Set(claims.map(({ personId }) => personId))])
  return { claimsOf: (paperId) => byPaper.get(paperId) ?? [], people, discussedByAuthors: discussed }
}
