// Which comments of a discussion a page shows, and in what order. A discussion may have ten thousand, or ten thousand
// replies to replies: nothing here calls itself once for each.

import { type Part, takePart } from '../../papers/lists/part.ts'
import { compareText } from '../../papers/text/compare-text.ts'

export const discussionOrders = ['votes', 'time'] as const
/** Threads by votes or the newest first; replies by votes or the oldest first. */
export type DiscussionOrder = (typeof discussionOrders)[number]

export interface ThreadRow {
  id: string
  parentId: string | null
  votes: number
  createdAt: number
  /** Taken back by its writer: shown only while others replied. */
  isDeleted: boolean
}

export interface ThreadNode {
  id: string
  replies: ThreadNode[]
  /** Comments below it that are not among `replies` or below them. */
  more: number
}

export interface ThreadChoice {
  order: DiscussionOrder
  page: number
  /** Only this comment and what is below it; undefined: all threads. */
  focus?: string | undefined
}

/** Threads, or replies to the comment in focus, on a page. */
const PER_PAGE = 20

/** Of each of these: how deep its replies are shown, how many to one comment, and how many in all. */
const DEEPEST = 5
const MOST_SIBLINGS = 6
const MOST_REPLIES = 8

/** @throws NotFound past the last page */
export function chooseThreads(
  rows: readonly ThreadRow[],
  { order, page, focus }: ThreadChoice,
): { threads: ThreadNode[]; part: Part } {
  const children = Map.groupBy(rows, ({ parentId }) => parentId)
  const sizes = sizesOf(rows, children)
  const sorted = (parentId: string | null, compare: Compare): ThreadRow[] =>
    (children.get(parentId) ?? []).filter(({ id }) => sizes.get(id)).sort(compare)
  const tops = sorted(focus ?? null, order === 'votes' ? byVotes : newestFirst)
  const { items, part } = takePart(tops, page, PER_PAGE)
  const replies = order === 'votes' ? byVotes : oldestFirst
  const threads = items.map((row) => {
    let left = MOST_REPLIES
    const show = (id: string, depth: number): ThreadNode => {
      const below = sorted(id, replies)
      const shown = depth < DEEPEST ? below.slice(0, Math.min(MOST_SIBLINGS, left)) : []
      left -= shown.length
      const hidden = below.slice(shown.length)
      return {
        id,
        replies: shown.map((reply) => show(reply.id, depth + 1)),
        more: hidden.reduce((sum, reply) => sum + (sizes.get(reply.id) ?? 0), 0),
      }
    }
    return show(row.id, 1)
  })
  return { threads, part }
}

/** Those that are shown: what was taken back, only while there are replies to it. */
export function readableAmong(rows: readonly ThreadRow[]): Set<string> {
  const sizes = sizesOf(
    rows,
    Map.groupBy(rows, ({ parentId }) => parentId),
  )
  return new Set(rows.flatMap(({ id }) => (sizes.get(id) ? [id] : [])))
}

type Compare = (a: ThreadRow, b: ThreadRow) => number

export const oldestFirst: Compare = (a, b) => a.createdAt - b.createdAt || compareText(a.id, b.id)
const newestFirst: Compare = (a, b) => oldestFirst(b, a)
const byVotes: Compare = (a, b) => b.votes - a.votes || oldestFirst(a, b)

/** Of each comment: how many can be read in its thread, from it on. */
function sizesOf(
  rows: readonly ThreadRow[],
  children: ReadonlyMap<string | null, ThreadRow[]>,
): Map<string, number> {
  const order = [...(children.get(null) ?? [])]
  // The list grows while it is walked: parents stand before what is below them.
  for (const { id } of order) for (const child of children.get(id) ?? []) order.push(child)
  const sizes = new Map(rows.map(({ id, isDeleted }) => [id, isDeleted ? 0 : 1]))
  for (const { id, parentId } of order.reverse()) {
    if (parentId !== null) sizes.set(parentId, (sizes.get(parentId) ?? 0) + (sizes.get(id) ?? 0))
  }
  return sizes
}
