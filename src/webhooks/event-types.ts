// What webhooks tell of. The names are relied on by others: add some, change none. docs/webhooks.md says when each is sent.

import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'

/** With the words of a form. */
export const eventWords = {
  'edition.closed': 'the day’s list is final',
  'edition.entry': 'papers came onto a list',
  'paper.added': 'papers came in from a source or a member',
  'comment.created': 'somebody commented',
  'comment.edited': 'a comment was changed',
  'comment.deleted': 'a comment was taken back',
  'comment.hidden': 'a moderator hid a comment',
  'comment.restored': 'a moderator brought it back',
} as const

export type EventType = keyof typeof eventWords
export type CommentEvent = Extract<EventType, `comment.${string}`>

export const eventTypes = Object.keys(eventWords) as EventType[]

export const isEventType = (word: string): word is EventType => Object.hasOwn(eventWords, word)

/** What is told of, as it is stored; what is said of it is composed when it is sent. */
export type EventContent =
  | { type: 'ping' }
  | { type: 'edition.closed'; day: Day }
  | { type: 'edition.entry'; day: Day; paperIds: PaperId[] }
  | { type: 'paper.added'; paperIds: PaperId[] }
  | { type: CommentEvent; commentId: string }

/** Papers in one request; more make another one. */
export const MOST_PAPERS = 100
