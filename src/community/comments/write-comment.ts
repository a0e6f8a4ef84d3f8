// Saying something, changing it, taking it back. The numbers of the paper and the notifications are made in the same
// transaction.

import { countAttempt } from '../../accounts/limits.ts'
import { newMemberId } from '../../accounts/member-id.ts'
import { may } from '../../accounts/permissions.ts'
import { isNewAccount, type Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { CommentTable } from '../../db/schema-community.ts'
import { inTransaction } from '../../db/write.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { tellOfComment } from '../../webhooks/tell-of-comments.ts'
import { lockPaper, recountComments } from '../counts-queries.ts'
import { bannedDomainIn } from '../moderation/domains.ts'
import { linkProblem, REPEAT_WINDOW_MS, spamProblem } from '../moderation/spam.ts'
import type { NoticeLinks } from '../notifications/notice-mail.ts'
import { notifyOfComment, notifyOfEdit } from '../notifications/notify.ts'
import {
  commentById,
  emptyComment,
  insertComment,
  lockReason,
  replaceText,
  sameCommentSince,
  textsSince,
} from './comment-queries.ts'
import { readComment } from './comment-text.ts'

export interface NewComment {
  paperId: PaperId
  /** What it replies to. */
  parentId?: string | undefined
  text: string
  viewer: Viewer
  now: number
  /** For the mails to those who are told. */
  links?: NoticeLinks | undefined
}

/** Twice the same within minutes is one comment. @returns its id. @throws Invalid, Conflict, NotFound, RateLimited */
export async function addComment(
  db: Db,
  { paperId, parentId, text, viewer, now, links }: NewComment,
): Promise<string> {
  const body = readComment(text)
  await refuseSpam(db, body)
  const findSaid = (from: Db | Tx) =>
    sameCommentSince(
      from,
      { text: body, paperId, parentId: parentId ?? null },
      { personId: viewer.id, since: now - SENT_TWICE_MS },
    )
  const said = await findSaid(db)
  if (said !== undefined) return said
  await countAttempt(db, isNewAccount(viewer, now) ? limitOfNew : limit, viewer.id, now)
  return inTransaction(db, async (tx) => {
    await lockOpenThread(tx, paperId)
    const saidMeanwhile = await findSaid(tx)
    if (saidMeanwhile !== undefined) return saidMeanwhile
    const parent = parentId === undefined ? undefined : await readableComment(tx, paperId, parentId)
    await refuseRepeated(tx, { paperId, parentId, text: body, viewer, now })
    const comment: CommentTable = {
      ...{ id: newMemberId(), paper_id: paperId, parent_id: parent?.id ?? null, person_id: viewer.id },
      ...{ body, created_at: now, edited_at: null, deleted_at: null },
      ...{ hidden_at: null, hidden_reason: null, votes: 0 },
    }
    await insertComment(tx, comment)
    await recountComments(tx, paperId)
    await notifyOfComment(tx, { comment, parentWriter: parent?.person_id ?? null, links })
    await tellOfComment(tx, 'comment.created', comment.id, now)
    return comment.id
  })
}

export interface CommentOrder {
  paperId: PaperId
  commentId: string
  viewer: Viewer
  now: number
  /** For the mails to those who are told. */
  links?: NoticeLinks | undefined
}

/** Earlier texts stay readable. @throws Invalid, Forbidden, Conflict, NotFound, RateLimited */
export async function editComment(db: Db, order: CommentOrder, text: string): Promise<void> {
  const { paperId, commentId, viewer, now } = order
  const body = readComment(text)
  await refuseSpam(db, body)
  const problem = linkProblem(body, isNewAccount(viewer, now))
  if (problem !== null) throw new Invalid(problem, { body: problem })
  await countAttempt(db, limitOfEdits, viewer.id, now)
  await inTransaction(db, async (tx) => {
    await lockOpenThread(tx, paperId)
    const comment = await readableComment(tx, paperId, commentId)
    refuseOthers(comment, viewer, 'edit-comment')
    if (comment.body === body) return
    await replaceText(tx, comment, body, now)
    await notifyOfEdit(tx, { earlier: comment, body, now, links: order.links })
    await tellOfComment(tx, 'comment.edited', commentId, now)
  })
}

/** @throws Forbidden, NotFound */
export async function deleteComment(
  db: Db,
  { paperId, commentId, viewer, now }: CommentOrder,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await lockPaper(tx, paperId))) throw noPaper()
    const comment = await commentById(tx, commentId)
    if (comment?.paper_id !== paperId) throw gone()
    refuseOthers(comment, viewer, 'delete-comment')
    if (comment.deleted_at !== null) return
    await emptyComment(tx, commentId, now)
    await recountComments(tx, paperId)
    await tellOfComment(tx, 'comment.deleted', commentId, now)
  })
}

/** The comment whose writer is about to change it. @throws Forbidden, NotFound */
export async function ownComment(
  db: Db,
  { paperId, commentId, viewer }: Omit<CommentOrder, 'now'>,
): Promise<CommentTable> {
  const comment = await readableComment(db, paperId, commentId)
  refuseOthers(comment, viewer, 'edit-comment')
  return comment
}

/** Whose form was sent twice gets the comment that is there. */
const SENT_TWICE_MS = 10 * 60_000

const sentence = 'You have written a lot in a short time.'
const limit = { what: 'comment', most: 40, windowMs: 10 * 60_000, sentence }
const limitOfNew = { what: 'comment', most: 6, windowMs: 60 * 60_000, sentence }
const limitOfEdits = { what: 'edit-comment', most: 40, windowMs: 10 * 60_000, sentence }

async function refuseSpam(db: Db, body: string): Promise<void> {
  const domain = await bannedDomainIn(db, body)
  if (domain !== null)
    throw new Conflict(`Links to ${domain} are not allowed here. Take them out and send it again.`)
}

/** More than anybody may write in a day. */
const MOST_RECENT = 250

/** @throws Conflict for what was said some time ago, Invalid for spam */
async function refuseRepeated(tx: Tx, { paperId, parentId, text, viewer, now }: NewComment): Promise<void> {
  const recent = await textsSince(tx, viewer.id, now - REPEAT_WINDOW_MS, MOST_RECENT)
  const place = parentId ?? null
  if (recent.some((one) => one.text === text && one.paperId === paperId && one.parentId === place)) {
    throw new Conflict('You have said exactly this here already, so it was not added again.')
  }
  const problem = spamProblem({ text, isNew: isNewAccount(viewer, now), recent, now })
  if (problem !== null) throw new Invalid(problem, { body: problem })
}

async function lockOpenThread(tx: Tx, paperId: PaperId): Promise<void> {
  if (!(await lockPaper(tx, paperId))) throw noPaper()
  const reason = await lockReason(tx, paperId)
  if (reason !== undefined) throw new Conflict(`This discussion is closed: ${reason}`)
}

async function readableComment(db: Db | Tx, paperId: PaperId, id: string): Promise<CommentTable> {
  const comment = await commentById(db, id)
  if (comment?.paper_id !== paperId || comment.deleted_at !== null) throw gone()
  if (comment.hidden_at !== null)
    throw new Conflict('This comment is hidden: nothing can be added to it or changed in it.')
  return comment
}

function refuseOthers(
  comment: CommentTable,
  viewer: Viewer,
  action: 'edit-comment' | 'delete-comment',
): void {
  if (may(viewer, action, { owner: comment.person_id })) return
  throw new Forbidden('Only who wrote a comment can change it or take it back.')
}

const gone = () => new NotFound('This comment is gone: its writer has taken it back, or it never was here.')
const noPaper = () => new NotFound('This paper is not in the collection of this site.')
