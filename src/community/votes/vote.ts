// A vote is cast or taken back; the paper's number is counted anew from the rows before anybody is told.

import { countAttempt } from '../../accounts/limits.ts'
import { isNewAccount, type Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { lockPaper, recountVotes } from '../counts-queries.ts'
import { crowdOn, deleteVote, putVote } from './vote-queries.ts'
import { voteWeight } from './vote-weight.ts'

export interface VoteOrder {
  paperId: PaperId
  viewer: Viewer
  now: number
}

/** Members' votes on the paper after it. @throws NotFound, RateLimited */
export function castVote(db: Db, { paperId, viewer, now }: VoteOrder): Promise<number> {
  return changeVotes(db, { paperId, viewer, now }, async (tx) => {
    const isNew = isNewAccount(viewer, now)
    const weight = voteWeight(isNew, isNew ? await crowdOn(tx, paperId, now) : { crowd: 0, burst: 0 })
    await putVote(tx, { paper_id: paperId, person_id: viewer.id, cast_at: now, weight })
  })
}

/** Members' votes on the paper after it. @throws NotFound, RateLimited */
export function takeBackVote(db: Db, order: VoteOrder): Promise<number> {
  return changeVotes(db, order, (tx) => deleteVote(tx, order.paperId, order.viewer.id))
}

const sentence = 'You have voted, or taken votes back, too often in a short time.'
const limit = { what: 'vote', most: 400, windowMs: 10 * 60_000, sentence }
const limitOfNew = { what: 'vote', most: 60, windowMs: 10 * 60_000, sentence }

async function changeVotes(
  db: Db,
  { paperId, viewer, now }: VoteOrder,
  change: (tx: Tx) => Promise<void>,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    // Within the transaction: one commit less for each vote, and what is refused changes nothing, the number of attempts too.
    await countAttempt(tx, isNewAccount(viewer, now) ? limitOfNew : limit, viewer.id, now)
    if (!(await lockPaper(tx, paperId)))
      throw new NotFound('This paper is not in the collection of this site.')
    await change(tx)
    return recountVotes(tx, paperId)
  })
}
