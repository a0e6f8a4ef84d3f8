// A part of a discussion, as one list in the order of reading.

import * as v from 'valibot'
import { discussionOf, type ShownComment } from '../../community/comments/discussion.ts'
import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { absolute, type McpCall } from './call.ts'
import { knownPaper } from './known-paper.ts'
import { quotationNotice, quoted, visible } from './quotation.ts'
import type { ToolAnswer } from './tool.ts'

const commentShape = v.object({
  id: v.string(),
  parentId: v.optional(v.pipe(v.string(), v.description('What it replies to.'))),
  by: v.optional(v.pipe(v.string(), v.description('Handle; absent: they have left, or have taken it back.'))),
  badges: v.array(v.picklist(['author', 'submitter', 'curator', 'moderator'])),
  state: v.picklist(['shown', 'hidden', 'deleted']),
  body: v.optional(
    v.pipe(v.string(), v.description('Markdown, as it was written; absent where it can’t be read.')),
  ),
  cut: v.optional(v.pipe(v.literal(true), v.description('The body is longer; its page has all of it.'))),
  at: v.pipe(v.string(), v.description('When it was written, in UTC.')),
  votes: v.number(),
  moreReplies: v.optional(
    v.pipe(v.number(), v.description('Comments below it that are not given; its page has them.')),
  ),
  url: v.string(),
})

export const commentsShape = v.object({
  id: v.string(),
  comments: v.pipe(
    v.array(commentShape),
    v.description('In the order of reading: replies behind what they reply to.'),
  ),
  total: v.pipe(v.number(), v.description('Threads, not comments.')),
  locked: v.optional(v.pipe(v.string(), v.description('Why nothing can be added any more.'))),
  page: v.number(),
  nextPage: v.optional(v.number()),
  url: v.string(),
})

type Comment = v.InferOutput<typeof commentShape>

/** Characters of one comment, and of all of an answer: a comment may have 20,000, and a part holds up to 180 of them. */
const LONGEST_BODY = 4_000
const LONGEST_IN_ALL = 100_000
/** Of those for which no room is left. */
const BEGINNING = 200

/** @throws NotFound */
export async function commentsAnswer(
  call: McpCall,
  asked: { id: string; page: number },
): Promise<ToolAnswer<v.InferOutput<typeof commentsShape>>> {
  const { id } = await knownPaper(call, asked.id)
  const question = { paperId: id, order: 'votes' as const, page: asked.page, focus: undefined }
  const { threads, part, locked } = await discussionOf(call.c.var.db, question)
  const flat = inOrder(threads, 0)
  let left = LONGEST_IN_ALL
  const shapeOf = ({ comment }: Placed) => {
    const url = absolute(call, routes.comment(id, comment.id))
    const shape = commentOf(comment, url, Math.max(BEGINNING, Math.min(LONGEST_BODY, left)))
    left -= shape.body?.length ?? 0
    return shape
  }
  const data = {
    ...{ id, comments: flat.map(shapeOf), total: part.total },
    ...(locked === undefined ? {} : { locked }),
    page: part.page,
    ...(part.page < part.pages ? { nextPage: part.page + 1 } : {}),
    url: absolute(call, routes.discussion(id)),
  }
  return { text: discussionText(data, flat), data }
}

interface Placed {
  comment: ShownComment
  depth: number
}

/** Trees are no deeper than a page shows. */
const inOrder = (comments: readonly ShownComment[], depth: number): Placed[] =>
  comments.flatMap((comment) => [{ comment, depth }, ...inOrder(comment.replies, depth + 1)])

const commentOf = (comment: ShownComment, url: string, longest: number): Comment => ({
  id: comment.id,
  ...(comment.parentId === null ? {} : { parentId: comment.parentId }),
  ...(comment.writer === null ? {} : { by: comment.writer }),
  badges: comment.badges,
  state: comment.state.kind,
  ...(comment.state.kind === 'shown' ? bodyOf(comment.state.body, longest) : {}),
  at: new Date(comment.createdAt).toISOString(),
  votes: comment.votes,
  ...(comment.more > 0 ? { moreReplies: comment.more } : {}),
  url,
})

function bodyOf(body: string, longest: number): Pick<Comment, 'body' | 'cut'> {
  const text = visible(body)
  return text.length <= longest
    ? { body: text }
    : { body: `${text.slice(0, longest).toWellFormed()} …`, cut: true }
}

function discussionText(data: v.InferOutput<typeof commentsShape>, flat: readonly Placed[]): string {
  const { id, comments, locked, nextPage, url } = data
  if (comments.length === 0) return `Nobody has said anything about ${id} on this site yet.`
  const parts = [
    `The discussion of ${id}. ${quotationNotice}`,
    ...(locked === undefined ? [] : [`It is closed: ${visible(locked)}`]),
    ...comments.map((comment, at) => commentText(comment, flat[at]?.depth ?? 0)),
    ...(nextPage === undefined ? [] : [`More with page ${nextPage}.`]),
    `All of it: ${url}`,
  ]
  return parts.join('\n\n')
}

function commentText(
  { id, by, badges, state, body, at, votes, moreReplies }: Comment,
  depth: number,
): string {
  const who = by !== undefined ? `@${by}` : state === 'deleted' ? 'Somebody' : 'Somebody who has left'
  const facts = [...badges, `${at.slice(0, 16).replace('T', ' ')} UTC`, counted(votes, 'vote'), `id ${id}`]
  const head = `${depth > 0 ? `Reply (level ${depth}) by ` : ''}${who} (${facts.join(', ')}):`
  const said =
    state === 'shown'
      ? quoted(body ?? '')
      : `(${state === 'hidden' ? 'hidden by a moderator' : 'taken back'})`
  const more = moreReplies === undefined ? '' : `\n(${counted(moreReplies, 'more reply', 'more replies')})`
  return `${head}\n${said}${more}`
}
