import * as v from 'valibot'
import { toldComments } from '../../../community/comments/all-comments.ts'
import { knownNamesIn } from '../../../community/comments/named-people.ts'
import { addComment } from '../../../community/comments/write-comment.ts'
import { formulaBudget } from '../../../community/markdown/formula-budget.ts'
import { NotFound } from '../../../errors.ts'
import { peopleByIds } from '../../../papers/lists/daily-item-queries.ts'
import type { PaperId } from '../../../papers/paper.ts'
import type { Ctx, WebDependencies } from '../../environment.ts'
import { noticeLinks } from '../../handlers/mute-link.tsx'
import { requireMay } from '../../handlers/require-viewer.ts'
import { operation } from '../operation.ts'
import { pathPart } from '../parameters.ts'
import { printComment } from '../print/comment.ts'
import { newMessage } from '../schemas/comment.ts'
import { paperId } from './paper.ts'

const body = v.object({ comment: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)) })

const shared = {
  method: 'POST',
  tag: 'Discussion',
  needs: 'comment',
  body,
  answer: { description: 'The comment as it stands now.', schema: newMessage },
  refusals: [404, 409],
} as const

export const commentOnPaper = (dependencies: WebDependencies) =>
  operation({
    ...shared,
    ...{ id: 'commentOnPaper', path: '/api/papers/{id}/comment', summary: 'Comment on a paper' },
    description: 'Markdown with mathematics, as on the site.',
    parameters: { id: paperId },
    handle: ({ c, body: { comment: text }, paperId: id }) => say(dependencies, c, { paperId: id, text }),
  })

export const replyToComment = (dependencies: WebDependencies) =>
  operation({
    ...shared,
    ...{ id: 'replyToComment', path: '/api/papers/{id}/comment/{commentId}/reply' },
    summary: 'Reply to a comment',
    parameters: { id: paperId, commentId: pathPart('The comment.', '692b7c1e5d3f4a0012345678') },
    handle: ({ c, asked, body: { comment: text }, paperId: id }) =>
      say(dependencies, c, { paperId: id, text, parentId: asked.commentId }),
  })

async function say(
  dependencies: WebDependencies,
  c: Ctx,
  { paperId: id, text, parentId }: { paperId: PaperId; text: string; parentId?: string },
): Promise<Response> {
  const { db } = dependencies
  const viewer = requireMay(c, 'comment')
  const { now, publicUrl } = c.var.site
  const links = await noticeLinks(dependencies, c)
  const commentId = await addComment(db, { paperId: id, parentId, text, viewer, now, links })
  const [[told], people] = await Promise.all([toldComments(db, [commentId]), peopleByIds(db, [viewer.id])])
  if (!told) throw new NotFound('This comment is gone.')
  const known = await knownNamesIn(db, [told.comment.body])
  const by = { writer: people.get(viewer.id), base: publicUrl, known, mayBeSet: formulaBudget() }
  return c.json({ newMessage: printComment(told, by) })
}
