// A page of the discussion of a paper, as one who reads it sees it.

import { isRole, reaches } from '../../accounts/roles.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import type { Part } from '../../papers/lists/part.ts'
import type { PaperId } from '../../papers/paper.ts'
import { formulaBudget } from '../markdown/formula-budget.ts'
import { isMuted } from '../notifications/notification-queries.ts'
import { lockReason } from './comment-queries.ts'
import {
  type CommentRow,
  commentsByIds,
  type PaperStanding,
  reactionsTo,
  standingOn,
  threadRows,
  votedComments,
} from './discussion-queries.ts'
import { type KnownNames, knownNamesIn } from './named-people.ts'
import type { Reaction } from './reactions.ts'
import { isReaction } from './reactions.ts'
import { chooseThreads, type DiscussionOrder, type ThreadChoice, type ThreadNode } from './thread-order.ts'

export type Badge = 'author' | 'submitter' | 'curator' | 'moderator'

export interface ShownReaction {
  reaction: Reaction
  count: number
  own: boolean
}

export interface ShownComment {
  id: string
  parentId: string | null
  /** Null: they have left, or have taken it back. */
  writer: string | null
  badges: Badge[]
  /** What can be read; a reason where a moderator hid it. */
  state:
    | { kind: 'shown'; body: string; known: KnownNames; setsFormulas: boolean }
    | { kind: 'hidden'; reason: string }
    | { kind: 'deleted' }
  createdAt: number
  editedAt: number | null
  votes: number
  ownVote: boolean
  isOwn: boolean
  reactions: ShownReaction[]
  replies: ShownComment[]
  /** Comments below it that this page does not show. */
  more: number
}

export interface Discussion {
  order: DiscussionOrder
  threads: ShownComment[]
  part: Part
  /** The comment whose replies these are. */
  focus?: ShownComment
  /** Why nothing can be said any more. */
  locked?: string
  /** Whether the one who reads wants to hear nothing of it. */
  muted: boolean
}

export interface DiscussionQuestion extends ThreadChoice {
  paperId: PaperId
  /** Who reads. */
  personId?: string | undefined
}

/** @throws NotFound where the comment in focus isn't there, or past the last page */
export async function discussionOf(db: Db, question: DiscussionQuestion): Promise<Discussion> {
  const { paperId, personId, order, focus } = question
  const [rows, locked, muted] = await Promise.all([
    threadRows(db, paperId),
    lockReason(db, paperId),
    personId === undefined ? false : isMuted(db, paperId, personId),
  ])
  if (focus !== undefined && !rows.some(({ id }) => id === focus)) throw new NotFound('This comment is gone.')
  const { threads, part } = chooseThreads(rows, question)
  const focused = focus === undefined ? [] : [{ id: focus, replies: [], more: 0 }]
  const show = await shownComments(db, [...focused, ...threads], question)
  const [inFocus] = focused.map(show)
  return {
    ...{ order, threads: threads.map(show), part, muted },
    ...(locked === undefined ? {} : { locked }),
    ...(inFocus && { focus: inFocus }),
  }
}

async function shownComments(
  db: Db,
  nodes: readonly ThreadNode[],
  { paperId, personId }: DiscussionQuestion,
) {
  const ids = idsOf(nodes)
  const [rows, standing, reactions, voted] = await Promise.all([
    commentsByIds(db, ids),
    standingOn(db, paperId),
    reactionsTo(db, ids, personId),
    personId === undefined ? new Set<string>() : votedComments(db, ids, personId),
  ])
  const known = await knownNamesIn(
    db,
    [...rows.values()].map(({ body }) => body),
  )
  const mayBeSet = formulaBudget()
  const byComment = Map.groupBy(reactions, ({ commentId }) => commentId)
  const show = ({ id, replies, more }: ThreadNode): ShownComment => {
    const row = rows.get(id)
    if (!row) throw new NotFound('This comment is gone.')
    return {
      ...factsOf(row, standing),
      state: stateOf(row, { known, mayBeSet }),
      ownVote: voted.has(id),
      isOwn: personId !== undefined && row.writerId === personId,
      reactions: (byComment.get(id) ?? []).flatMap(({ reaction, count, own }) =>
        isReaction(reaction) ? [{ reaction, count, own }] : [],
      ),
      replies: replies.map(show),
      more,
    }
  }
  return show
}

/** The trees are no deeper than a page shows. */
const idsOf = (nodes: readonly ThreadNode[]): string[] =>
  nodes.flatMap(({ id, replies }) => [id, ...idsOf(replies)])

function factsOf(row: CommentRow, standing: PaperStanding) {
  const { id, parentId, writer, createdAt, editedAt, votes } = row
  const facts = { id, parentId, createdAt, editedAt, votes }
  if (row.deletedAt !== null) return { ...facts, writer: null, badges: [] }
  return { ...facts, writer, badges: badgesOf(row, standing) }
}

function stateOf(
  { deletedAt, hiddenAt, hiddenReason, body }: CommentRow,
  { known, mayBeSet }: { known: KnownNames; mayBeSet: (text: string) => boolean },
): ShownComment['state'] {
  if (deletedAt !== null) return { kind: 'deleted' }
  return hiddenAt === null
    ? { kind: 'shown', body, known, setsFormulas: mayBeSet(body) }
    : { kind: 'hidden', reason: hiddenReason ?? '' }
}

function badgesOf({ writerId, role }: CommentRow, { authors, submitters }: PaperStanding): Badge[] {
  if (writerId === null) return []
  const badges: Badge[] = []
  if (authors.has(writerId)) badges.push('author')
  if (submitters.has(writerId)) badges.push('submitter')
  if (role !== null && isRole(role) && reaches(role, 'moderator')) badges.push('moderator')
  else if (role === 'curator') badges.push('curator')
  return badges
}
