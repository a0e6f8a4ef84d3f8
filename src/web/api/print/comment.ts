import type { ToldComment } from '../../../community/comments/all-comments.ts'
import type { KnownNames } from '../../../community/comments/named-people.ts'
import { markdownToHtml } from '../../../community/markdown/markdown.ts'
import type { ItemPerson } from '../../../papers/lists/daily-item-queries.ts'
import { present } from '../../../papers/present.ts'
import { routes } from '../../routes.ts'
import { formulaHtml } from '../../views/math.tsx'
import { printSubmitter } from './person.ts'

interface Showing {
  base: string
  known: KnownNames
  /** Whether the formulas of a text are set. */
  mayBeSet(text: string): boolean
}

/** What a moderator hid and what its writer took back keeps its place, without its text; the latter without a name. */
export function printComment(
  { comment, edits, reactions }: ToldComment,
  { writer, ...showing }: Showing & { writer: ItemPerson | undefined },
) {
  const [isHidden, isDeleted] = [comment.hiddenAt !== null, comment.deletedAt !== null]
  const raw = isHidden || isDeleted ? '' : comment.body
  const createdAt = new Date(comment.createdAt).toISOString()
  return {
    id: comment.id,
    type: 'comment' as const,
    ...(writer && !isDeleted && { author: printSubmitter(writer, showing.base) }),
    createdAt,
    ...present({ replyTo: comment.parentId }),
    data: {
      edited: comment.editedAt !== null,
      hidden: isHidden || isDeleted,
      ...(!isDeleted && present({ hiddenReason: comment.hiddenReason })),
      numEdits: edits,
      isReport: false,
      reactions,
      upvotes: comment.votes,
      latest: {
        raw,
        html: htmlOf(raw, showing),
        updatedAt: comment.editedAt === null ? createdAt : new Date(comment.editedAt).toISOString(),
      },
    },
  }
}

/** With whole addresses: it is shown elsewhere. */
const htmlOf = (text: string, { base, known, mayBeSet }: Showing): string =>
  markdownToHtml(
    text,
    {
      formula: formulaHtml,
      person: (name) => (known.has(name.toLowerCase()) ? `${base}${routes.person(name)}` : null),
      paper: (id) => `${base}${routes.paper(id)}`,
    },
    mayBeSet(text),
  )
