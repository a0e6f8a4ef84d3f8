// What members do in a discussion: forms that change something.

import { shownComment } from '../../community/comments/comment-queries.ts'
import { reactToComment, voteForComment } from '../../community/comments/react.ts'
import { isReaction } from '../../community/comments/reactions.ts'
import { addComment, deleteComment, editComment } from '../../community/comments/write-comment.ts'
import { setMuted } from '../../community/notifications/notification-queries.ts'
import { Invalid } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { routes } from '../routes.ts'
import { takeComment } from './comment-form.tsx'
import { readForm } from './form.ts'
import { goBack } from './go-back.ts'
import { type MailParts, noticeLinks } from './mute-link.tsx'
import type { PaperAction } from './paper-actions.ts'
import { requireMay } from './require-viewer.ts'

export const commentActions = (parts: MailParts): readonly PaperAction[] => [
  { method: 'POST', path: /^comments$/, handle: (c, id) => add(parts, c, id) },
  {
    method: 'POST',
    path: /^comments\/([0-9a-f]{24})\/reply$/,
    handle: (c, id, comment) => add(parts, c, id, comment),
  },
  {
    method: 'POST',
    path: /^comments\/([0-9a-f]{24})\/edit$/,
    handle: (c, id, comment) => edit(parts, c, id, comment),
  },
  { method: 'POST', path: /^comments\/([0-9a-f]{24})\/delete$/, handle: remove },
  { method: 'POST', path: /^comments\/([0-9a-f]{24})\/vote$/, handle: voteByForm },
  {
    method: 'PUT',
    path: /^comments\/([0-9a-f]{24})\/vote$/,
    handle: (c, id, comment) => vote(c, id, comment, true),
  },
  {
    method: 'DELETE',
    path: /^comments\/([0-9a-f]{24})\/vote$/,
    handle: (c, id, comment) => vote(c, id, comment, false),
  },
  { method: 'POST', path: /^comments\/([0-9a-f]{24})\/react$/, handle: react },
  { method: 'POST', path: /^mute$/, handle: mute },
]

async function add(parts: MailParts, c: Ctx, paperId: PaperId, parentId?: string): Promise<Response> {
  const place =
    parentId === undefined
      ? { paperId, action: routes.discussion(paperId) }
      : {
          ...{ paperId, action: routes.ofComment(paperId, parentId, 'reply') },
          to: (await shownComment(c.var.db, paperId, parentId))?.body,
        }
  return takeComment(c, place, async (text) => {
    const by = { viewer: requireMay(c, 'comment'), now: c.var.site.now, links: await noticeLinks(parts, c) }
    const id = await addComment(c.var.db, { paperId, parentId, text, ...by })
    return c.redirect(routes.comment(paperId, id), 303)
  })
}

function edit(parts: MailParts, c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const action = routes.ofComment(paperId, commentId, 'edit')
  return takeComment(c, { paperId, action, commentId }, async (text) => {
    const links = await noticeLinks(parts, c)
    await editComment(c.var.db, { ...order(c, paperId, commentId), links }, text)
    return c.redirect(routes.comment(paperId, commentId), 303)
  })
}

async function remove(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  await readForm(c)
  await deleteComment(c.var.db, order(c, paperId, commentId))
  return c.redirect(`${routes.discussion(paperId)}#comments`, 303)
}

async function voteByForm(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const wish = (await readForm(c)).line('vote')
  if (wish !== 'up' && wish !== 'none') throw new Invalid('“vote” must be up or none.')
  return vote(c, paperId, commentId, wish === 'up')
}

async function vote(c: Ctx, paperId: PaperId, commentId = '', up: boolean): Promise<Response> {
  await voteForComment(c.var.db, order(c, paperId, commentId), up)
  return c.req.method === 'POST' ? backTo(c, paperId, commentId) : c.body(null, 204)
}

async function react(c: Ctx, paperId: PaperId, commentId = ''): Promise<Response> {
  const form = await readForm(c)
  const on = form.has('add')
  const reaction = form.line(on ? 'add' : 'remove')
  if (!isReaction(reaction)) throw new Invalid('There is no such reaction.')
  await reactToComment(c.var.db, order(c, paperId, commentId), { reaction, on })
  return backTo(c, paperId, commentId)
}

async function mute(c: Ctx, paperId: PaperId): Promise<Response> {
  const wish = (await readForm(c)).line('mute')
  if (wish !== 'on' && wish !== 'off') throw new Invalid('“mute” must be on or off.')
  await setMuted(c.var.db, paperId, requireMay(c, 'react').id, wish === 'on')
  return goBack(c, routes.discussion(paperId), 'comments')
}

const order = (c: Ctx, paperId: PaperId, commentId: string) => ({
  ...{ paperId, commentId, now: c.var.site.now },
  viewer: requireMay(c, 'comment'),
})

const backTo = (c: Ctx, paperId: PaperId, commentId: string): Response =>
  goBack(c, routes.comment(paperId, commentId), `c-${commentId}`)
