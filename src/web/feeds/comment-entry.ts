import type { KnownNames } from '../../community/comments/named-people.ts'
import type { ReadableComment } from '../../community/comments/newest-comments-queries.ts'
import { markdownToHtml } from '../../community/markdown/markdown.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { formulaSource } from './entry-content.tsx'
import type { FeedEntry } from './feed.ts'
import { commentTag } from './tag-uri.ts'

/** `known`: whose names become links. */
export function commentEntry(comment: ReadableComment, publicUrl: string, known: KnownNames): FeedEntry {
  const { id, paperId, title, parentId, writer, body, createdAt, editedAt } = comment
  const absolute = (address: string) => `${publicUrl}${address}`
  const name = writer ?? 'Somebody who has left'
  return {
    id: commentTag(publicUrl, id),
    title: `${name} on ${plainLatex(title).replace(/\s+/g, ' ')}`,
    url: absolute(routes.comment(paperId, id)),
    html: markdownToHtml(body, {
      formula: formulaSource,
      person: (handle) => (known.has(handle.toLowerCase()) ? absolute(routes.person(handle)) : null),
      paper: (paper) => absolute(routes.paper(paper)),
    }),
    published: createdAt,
    updated: editedAt ?? createdAt,
    authors: [{ name, ...(writer === null ? {} : { url: absolute(routes.person(writer)) }) }],
    categories: [],
    related: [],
    ...(parentId !== null && {
      answers: { id: commentTag(publicUrl, parentId), url: absolute(routes.comment(paperId, parentId)) },
    }),
  }
}
