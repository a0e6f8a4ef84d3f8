// Pages of a discussion: all of it, one comment, the forms about it, its earlier texts.

import { earlierTexts, shownComment } from '../../community/comments/comment-queries.ts'
import { discussionOf } from '../../community/comments/discussion.ts'
import { knownNamesIn } from '../../community/comments/named-people.ts'
import { type DiscussionOrder, discussionOrders } from '../../community/comments/thread-order.ts'
import { ownComment } from '../../community/comments/write-comment.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx } from '../environment.ts'
import { CommentFormPage } from '../pages/comment-form.tsx'
import { CommentVersionsPage } from '../pages/comment-versions.tsx'
import { DiscussionPage } from '../pages/discussion.tsx'
import { routes } from '../routes.ts'
import { given, pageAsked, render } from './answer.ts'
import type { PaperAction } from './paper-actions.ts'
import { requireMay } from './require-viewer.ts'

export const commentPages: readonly PaperAction[] = [
  { method: 'GET', path: /^comments$/, handle: showDiscussion },
  { method: 'GET', path: /^comments\/([0-9a-f]{24})\/reply$/, handle: showReplyForm },
  { method: 'GET', path: /^comments\/([0-9a-f]{24})\/edit$/, handle: showEditForm },
  { method: 'GET', path: /^comments\/([0-9a-f]{24})\/versions$/, handle: showVersions },
]

async function showDiscussion(c: Ctx, paperId: PaperId): Promise<Response> {
  const { db, site, viewer } = c.var
  const focus = given(c, 'thread')
  const question = { paperId, order: orderAsked(c), page: pageAsked(c), focus, personId: viewer?.id }
  const [paper, discussion] = await Promise.all([paperOf(c, paperId), discussionOf(db, question)])
  const noindex = focus !== undefined || question.page > 1 || question.order !== 'votes'
  return render(c, <DiscussionPage site={site} paper={paper} discussion={discussion} />, { noindex })
}

async function showReplyForm(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const comment = await readable(c, paperId, commentId)
  const shown = {
    action: routes.ofComment(paperId, commentId, 'reply'),
    text: '',
    to: comment.body,
    isNew: true,
    known: await knownNamesIn(c.var.db, [comment.body]),
  }
  return render(c, <CommentFormPage site={c.var.site} paperId={paperId} {...shown} />, { noindex: true })
}

async function showEditForm(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const { body } = await ownComment(c.var.db, { paperId, commentId, viewer: requireMay(c, 'comment') })
  const shown = { action: routes.ofComment(paperId, commentId, 'edit'), text: body, commentId }
  return render(c, <CommentFormPage site={c.var.site} paperId={paperId} {...shown} />, { noindex: true })
}

async function showVersions(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const { body, edited_at, created_at } = await readable(c, paperId, commentId)
  const earlier = await earlierTexts(c.var.db, commentId)
  const texts = [
    { body, at: edited_at ?? created_at },
    ...earlier.reverse().map((version) => ({ body: version.body, at: version.written_at })),
  ]
  const known = await knownNamesIn(
    c.var.db,
    texts.map((text) => text.body),
  )
  const props = { site: c.var.site, paperId, commentId, texts, known }
  return render(c, <CommentVersionsPage {...props} />, { noindex: true })
}

async function readable(c: Ctx, paperId: PaperId, commentId: string) {
  const comment = await shownComment(c.var.db, paperId, commentId)
  if (comment) return comment
  throw new NotFound('This comment can’t be read: it was taken back or hidden, or it never was here.')
}

async function paperOf(c: Ctx, id: PaperId): Promise<ListedPaper> {
  const paper = await paperById(c.var.db, id)
  if (paper) return listPaper(paper)
  throw new NotFound('There is no paper of that id here.')
}

function orderAsked(c: Ctx): DiscussionOrder {
  const text = given(c, 'sort')
  const order = text === undefined ? 'votes' : discussionOrders.find((one) => one === text)
  if (order) return order
  throw new Invalid('“sort” must be votes or time.', { sort: 'must be votes or time' })
}
