// Numbers of a paper that follow from the rows of members. They are never incremented: whoever changes a row locks the
// paper first and counts its rows anew, in the same transaction.

import { type Expression, sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { lockWaiting } from '../db/lock.ts'
import type { PaperId } from '../papers/paper.ts'

/**
 * Makes others who change this paper's rows wait until the transaction ends; false where there is no such paper. On
 * PostgreSQL a count would otherwise miss a row that another transaction has not committed yet.
 */
export async function lockPaper(tx: Tx, id: PaperId): Promise<boolean> {
  const row = await lockWaiting(
    tx,
    tx.selectFrom('paper').select('id').where('id', '=', id),
  ).executeTakeFirst()
  return row !== undefined
}

/** Both numbers and the moment for trending; the paper must be locked. */
export async function recountPaper(tx: Tx, id: PaperId): Promise<void> {
  await recountVotes(tx, id)
  await recountComments(tx, id)
}

/** @returns the number of votes of members. */
export async function recountVotes(tx: Tx, id: PaperId): Promise<number> {
  const newest = tx
    .selectFrom('vote')
    .select(({ fn }) => fn.max('cast_at').as('at'))
    .where('paper_id', '=', id)
  const counted = await tx
    .selectFrom('vote')
    .select(({ fn }) => [
      fn.countAll<number>().as('votes'),
      fn.max<number | null>('cast_at').as('newest'),
      sql<number>`sum(${worthBeside(newest)})`.as('worth'),
    ])
    .where('paper_id', '=', id)
    .executeTakeFirstOrThrow()
  const { votes } = counted
  await tx.updateTable('paper').set({ member_votes: votes }).where('id', '=', id).execute()
  if (counted.newest === null) await forgetTrendingMoment(tx, id)
  else await putTrendingMoment(tx, id, counted.newest + HALF_LIFE_MS * Math.log2(counted.worth))
  return votes
}

/** Those that can be read: neither taken back nor hidden. */
export async function recountComments(tx: Tx, id: PaperId): Promise<void> {
  const { comments } = await tx
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('comments'))
    .where('paper_id', '=', id)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirstOrThrow()
  await tx.updateTable('paper').set({ member_comments: comments }).where('id', '=', id).execute()
}

/** What all rows about a paper in trending follow; needed before a paper is deleted. */
export async function forgetTrendingMoment(tx: Tx, id: PaperId): Promise<void> {
  await tx.deleteFrom('trending_vote').where('paper_id', '=', id).execute()
}

/** The half-life of docs/ranking.md, as a number of SQL. */
const HALF_LIFE_MS = 172_800_000

/** A vote this old adds nothing that a number can hold; PostgreSQL refuses to compute it. */
const WORTH_NOTHING_MS = 100 * HALF_LIFE_MS

// Σ weight · 2^((cast − newest) / half-life) is what one vote cast at newest + half-life · log₂ Σ counts for.
const worthBeside = (newest: Expression<unknown>) => {
  const age = sql`(cast_at - (${newest}))`
  const worth = sql`weight * power(cast(2 as double precision), cast(${age} as double precision) / ${HALF_LIFE_MS})`
  return sql`case when ${age} > ${-WORTH_NOTHING_MS} then ${worth} else 0 end`
}

async function putTrendingMoment(tx: Tx, id: PaperId, at: number): Promise<void> {
  const moment = { counts_as_cast_at: at }
  await tx
    .insertInto('trending_vote')
    .values({ paper_id: id, ...moment })
    .onConflict((conflict) => conflict.column('paper_id').doUpdateSet(moment))
    .execute()
}
