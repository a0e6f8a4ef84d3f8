// What members’ claims say of the papers of a list.

import type { Db } from '../../db/connect.ts'
import type { PaperId } from '../../papers/paper.ts'

export interface ApprovedClaim {
  paperId: PaperId
  /** As the paper has it. */
  authorName: string
  personId: string
  /** Milliseconds UTC. */
  decidedAt: number
}

/** Approved claims of the authors of these papers, the earliest first. */
export async function approvedClaims(db: Db, ids: readonly PaperId[]): Promise<ApprovedClaim[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('claim')
    .select(['paper_id', 'author_name', 'person_id', 'created_at', 'decided_at'])
    .where('paper_id', 'in', ids)
    .where('state', '=', 'approved')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    paperId: row.paper_id,
    authorName: row.author_name,
    personId: row.person_id,
    decidedAt: row.decided_at ?? row.created_at,
  }))
}

/** Which of these papers one of their authors, by an approved claim, has commented on. */
export async function discussedByAuthors(db: Db, ids: readonly PaperId[]): Promise<Set<PaperId>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('claim')
    .innerJoin('comment', (join) =>
      join
        .onRef('comment.paper_id', '=', 'claim.paper_id')
        .onRef('comment.person_id', '=', 'claim.person_id'),
    )
    .select('claim.paper_id')
    .distinct()
    .where('claim.paper_id', 'in', ids)
    .where('claim.state', '=', 'approved')
    .where('comment.deleted_at', 'is', null)
    .where('comment.hidden_at', 'is', null)
    .execute()
  return new Set(rows.map(({ paper_id }) => paper_id))
}
