import * as v from 'valibot'
import { castVote, takeBackVote } from '../../../community/votes/vote.ts'
import type { Db } from '../../../db/connect.ts'
import { listPapers } from '../../../papers/lists/listed.ts'
import type { WebDependencies } from '../../environment.ts'
import { requireMay } from '../../handlers/require-viewer.ts'
import { type Call, operation } from '../operation.ts'
import type { Parameters } from '../parameters.ts'
import { count } from '../schemas/text.ts'
import { paperId } from './paper.ts'

const shared = {
  path: '/api/papers/{id}/upvote',
  tag: 'Writing',
  needs: 'vote',
  parameters: { id: paperId },
  answer: {
    description: 'How the paper stands now.',
    schema: v.object({ upvoted: v.boolean(), upvotes: count }),
  },
  refusals: [404],
} as const

export const upvote = ({ db }: WebDependencies) =>
  operation({
    ...shared,
    id: 'upvotePaper',
    method: 'PUT',
    summary: 'Vote for a paper',
    handle: (call) => vote(db, call, true),
  })

export const takeBackUpvote = ({ db }: WebDependencies) =>
  operation({
    ...shared,
    id: 'takeBackUpvote',
    method: 'DELETE',
    summary: 'Take a vote back',
    handle: (call) => vote(db, call, false),
  })

async function vote<P extends Parameters>(
  db: Db,
  { c, paperId: id }: Call<P, undefined>,
  up: boolean,
): Promise<Response> {
  const order = { paperId: id, viewer: requireMay(c, 'vote'), now: c.var.site.now }
  await (up ? castVote(db, order) : takeBackVote(db, order))
  const upvotes = (await listPapers(db, [id]))[0]?.votes ?? 0
  return c.json({ upvoted: up, upvotes })
}
