import { castVote, takeBackVote } from '../../community/votes/vote.ts'
import { votedPapers } from '../../community/votes/vote-queries.ts'
import { shortCount } from '../../count-text.ts'
import { Invalid } from '../../errors.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { routes } from '../routes.ts'
import { readForm } from './form.ts'
import { goBack, wantsJson } from './go-back.ts'
import type { PaperAction } from './paper-actions.ts'
import { requireMay } from './require-viewer.ts'

/** What the script of the pages is told after a vote. */
export interface VoteAnswer {
  voted: boolean
  votes: number
  /** The number as it is shown. */
  text: string
}

export const voteActions: readonly PaperAction[] = [
  { method: 'POST', path: /^vote$/, handle: voteByForm },
  { method: 'PUT', path: /^vote$/, handle: (c, id) => vote(c, id, true) },
  { method: 'DELETE', path: /^vote$/, handle: (c, id) => vote(c, id, false) },
]

/** The papers of a page, each with whether the one who asks voted for it; as they are where nobody is signed in. */
export async function withOwnVotes<P extends ListedPaper>(c: Ctx, papers: P[]): Promise<P[]> {
  const { db, viewer, site } = c.var
  if (!viewer || site.sample) return papers
  const voted = await votedPapers(
    db,
    viewer.id,
    papers.map(({ id }) => id),
  )
  return papers.map((paper) => ({ ...paper, ownVote: voted.has(paper.id) }))
}

async function voteByForm(c: Ctx, id: PaperId): Promise<Response> {
  const form = await readForm(c)
  const wish = form.line('vote')
  if (wish !== 'up' && wish !== 'none')
    throw new Invalid('“vote” must be up or none.', { vote: 'must be up or none' })
  return vote(c, id, wish === 'up', { place: form.line('at'), recorded: form.line('recorded', 20) })
}

async function vote(
  c: Ctx,
  paperId: PaperId,
  up: boolean,
  { place = '', recorded = '' } = {},
): Promise<Response> {
  const { db, site } = c.var
  const order = { paperId, viewer: requireMay(c, 'vote'), now: site.now }
  const members = await (up ? castVote(db, order) : takeBackVote(db, order))
  if (c.req.method === 'POST' && !wantsJson(c)) return goBack(c, routes.paper(paperId), place)
  // Beside members’ votes a list shows what that list recorded, the page of a paper the most that any did.
  const votes = /^\d{1,9}$/.test(recorded)
    ? Number(recorded) + members
    : ((await listPapers(db, [paperId]))[0]?.votes ?? members)
  c.header('Cache-Control', 'no-store')
  return c.json({ voted: up, votes, text: shortCount(votes) } satisfies VoteAnswer)
}
