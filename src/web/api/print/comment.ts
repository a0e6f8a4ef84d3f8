import type { ToldComment } from '../../../community/comments/all-comments.ts'
import type { KnownNames } from '../../../community/comments/named-people.ts'
import { markdownToHtml } from '../../../community/markdown/markdown.ts'
import type { ItemPerson } from '../../../papers/lists/daily-item-queries.ts'
import { present } from '../../../papers/present.ts'
import { routes } from '../../routes.ts'
import { formulaHtml } from '../../views/math.tsx'
import { printSubmitter } from './person.ts'

/** What a moderator hid and what its writer took back keeps its place, without its text. */
export function printComment(
  { comment, edits, reactions }: ToldComment,
  { writer, base, known }: { writer: ItemPerson | undefined; base: string; known: KnownNames },
) {
  const isHidden = comment.hiddenAt !== null
  const raw = isHidden || comment.deletedAt !== null ? '' : comment.body
  const createdAt = new Date(comment.createdAt).toISOString()
  return {
    id: comment.id,
    type: 'comment' as const,
    ...(writer && { author: printSubmitter(writer, base) }),
    createdAt,
    ...present({ replyTo: comment.parentId }),
    data: {
      edited: comment.editedAt !== null,
      hidden: isHidden || comment.deletedAt !== null,
      ...present({ hiddenReason: comment.hiddenReason }),
      numEdits: edits,
      isReport: false,
      reactions,
      upvotes: comment.votes,
      latest: {
        raw,
        html: htmlOf(raw, base, known),
        updatedAt: comment.editedAt === null ? createdAt : new Date(comment.editedAt).toISOString(),
      },
    },
  }
}

/** With whole addresses: it is shown elsewhere. */
const htmlOf = (text: string, base: string, known: KnownNames): string =>
  markdownToHtml(text, {
    formula: formulaHtml,
    person: (name) => (known.has(name.toLowerCase()) ? `${base}${routes.person(name)}` : null),
    paper: (id) => `${base}${routes.paper(id)}`,
  })
