// Votes of members: one row for a person and a paper.

import type { Db, Tx } from '../../db/connect.ts'
import type { VoteTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'
import { BURST_MS, CROWD_MS, type Crowd } from './vote-weight.ts'

export interface Voter {
  name: string
  fullname: string | null
}

/** Once cast, a vote keeps its time: to cast it again changes nothing. */
export async function putVote(tx: Tx, row: VoteTable): Promise<void> {
  await tx
    .insertInto('vote')
    .values(row)
    .onConflict((conflict) => conflict.columns(['paper_id', 'person_id']).doNothing())
    .execute()
}

export async function deleteVote(tx: Tx, paperId: PaperId, personId: string): Promise<void> {
  await tx.deleteFrom('vote').where('paper_id', '=', paperId).where('person_id', '=', personId).execute()
}

/** Votes of new accounts on a paper not long before `now`: what counts for less is theirs. */
export async function crowdOn(tx: Tx, paperId: PaperId, now: number): Promise<Crowd> {
  const since = (ms: number) =>
    tx
      .selectFrom('vote')
      .select(({ fn }) => fn.countAll<number>().as('votes'))
      .where('paper_id', '=', paperId)
      .where('weight', '<', 1)
      .where('cast_at', '>', now - ms)
      .executeTakeFirstOrThrow()
  return { crowd: (await since(CROWD_MS)).votes, burst: (await since(BURST_MS)).votes }
}

/** Which of these papers (a page of a list) a person voted for. */
export async function votedPapers(db: Db, personId: string, ids: readonly PaperId[]): Promise<Set<PaperId>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('vote')
    .select('paper_id')
    .where('person_id', '=', personId)
    .where('paper_id', 'in', ids)
    .execute()
  return new Set(rows.map(({ paper_id }) => paper_id))
}

/** The newest first. */
export function newestVoters(db: Db, paperId: PaperId, limit: number): Promise<Voter[]> {
  return db
    .selectFrom('vote')
    .innerJoin('person', 'person.id', 'vote.person_id')
    .select(['person.name', 'person.fullname'])
    .where('vote.paper_id', '=', paperId)
    .orderBy('vote.cast_at', 'desc')
    .orderBy('person.name')
    .limit(limit)
    .execute()
}
