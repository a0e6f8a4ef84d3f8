import * as v from 'valibot'
import { submitter } from './people.ts'
import { count, hexId, time } from './text.ts'

/** A comment as the well-known API has it. */
export const comment = v.object({
  id: hexId,
  type: v.literal('comment'),
  /** Absent where they have left. */
  author: v.optional(submitter),
  createdAt: time,
  /** What it replies to. */
  replyTo: v.optional(hexId),
  data: v.object({
    edited: v.boolean(),
    hidden: v.boolean(),
    /** Why, where a moderator hid it; its text is empty then. */
    hiddenReason: v.optional(v.string()),
    numEdits: count,
    isReport: v.boolean(),
    reactions: v.array(v.object({ reaction: v.string(), count })),
    upvotes: count,
    latest: v.object({
      /** Markdown, as it was written. */
      raw: v.string(),
      /** Safe to show. */
      html: v.string(),
      updatedAt: time,
    }),
  }),
})

export const newMessage = v.object({ newMessage: comment })
