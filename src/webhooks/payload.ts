// What is sent, as JSON. Others rely on these names: add some, change none. Optional keys are absent, never null. Only
// what everybody may read is in it.

import { idPath } from '../papers/identifiers/paper-id-address.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import type { ToldComment } from './event-queries.ts'

export interface Payload {
  /** The same as `webhook-id`, and the same each time it is sent. */
  id: string
  type: string
  /** ISO time (UTC) at which it happened. */
  timestamp: string
  data: object
}

interface PayloadPaper {
  id: PaperId
  url: string
  title: string
  /** Names, in order. */
  authors: string[]
  /** ISO time (UTC); the first instant where only a day, month or year is known. */
  publishedAt?: string
  summary: string
  categories: string[]
  upvotes: number
  numComments: number
}

interface PayloadComment {
  id: string
  paperId: PaperId
  url: string
  /** What it replies to. */
  parentId?: string
  /** Absent, as its text, where it was taken back or hidden; absent where who wrote it has gone. */
  author?: { name: string }
  /** Markdown. */
  text?: string
  createdAt: string
  editedAt?: string
}

export const paperUrl = (site: string, id: PaperId): string => `${site}/papers/${idPath(id)}`

export function payloadPaper(site: string, paper: ListedPaper): PayloadPaper {
  const { id, title, authors, publishedAt, abstract, categories, votes, comments } = paper
  return {
    ...{ id, url: paperUrl(site, id), title, authors: authors.map(({ name }) => name) },
    ...(publishedAt === null ? {} : { publishedAt: new Date(publishedAt).toISOString() }),
    ...{ summary: abstract, categories, upvotes: votes, numComments: comments },
  }
}

export function payloadComment(site: string, comment: ToldComment): PayloadComment {
  const { id, paperId, parentId, author, body, createdAt, editedAt, deletedAt, hiddenAt } = comment
  const isShown = deletedAt === null && hiddenAt === null
  return {
    ...{ id, paperId, url: `${paperUrl(site, paperId)}/comments?thread=${id}#c-${id}` },
    ...(parentId === null ? {} : { parentId }),
    ...(isShown && author !== null ? { author: { name: author } } : {}),
    ...(isShown ? { text: body } : {}),
    createdAt: new Date(createdAt).toISOString(),
    ...(isShown && editedAt !== null ? { editedAt: new Date(editedAt).toISOString() } : {}),
  }
}
