// Tools that act in a member's name: they want a token of theirs.

import * as v from 'valibot'
import { LONGEST_COMMENT } from '../../community/comments/comment-text.ts'
import { addComment } from '../../community/comments/write-comment.ts'
import { castVote, takeBackVote } from '../../community/votes/vote.ts'
import { counted } from '../../count-text.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { noticeLinks } from '../handlers/mute-link.tsx'
import { routes } from '../routes.ts'
import { absolute } from './call.ts'
import { argumentsOf, paperId } from './inputs.ts'
import { knownPaper } from './known-paper.ts'
import { memberWhoMay } from './member-who-may.ts'
import { tool } from './tool.ts'

const vote = tool({
  name: 'vote',
  title: 'Vote for a paper',
  description:
    'Votes for a paper in the name of the member whose token is used, or takes the vote back. Only where they asked for it.',
  kind: 'undoes',
  input: argumentsOf({
    id: paperId,
    vote: v.optional(v.pipe(v.picklist(['up', 'none']), v.description('none takes the vote back.')), 'up'),
  }),
  output: v.object({ id: v.string(), voted: v.boolean(), upvotes: v.number() }),
  async run(call, asked) {
    const viewer = memberWhoMay(call, 'vote')
    const { id } = await knownPaper(call, asked.id)
    const { db, site } = call.c.var
    const voted = asked.vote === 'up'
    await (voted ? castVote : takeBackVote)(db, { paperId: id, viewer, now: site.now })
    const upvotes = (await listPapers(db, [id]))[0]?.votes ?? 0
    const done = voted ? `@${viewer.name} votes for ${id}.` : `@${viewer.name} does not vote for ${id}.`
    return { text: `${done} It has ${counted(upvotes, 'upvote')}.`, data: { id, voted, upvotes } }
  },
})

const comment = tool({
  name: 'comment',
  title: 'Comment on a paper',
  description:
    'Publishes a comment on a paper, or a reply to one, in the name of the member whose token is used. Everybody can read it. Only where they asked for it and saw the text.',
  kind: 'adds',
  input: argumentsOf({
    id: paperId,
    text: v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(LONGEST_COMMENT),
      v.description('Markdown with mathematics in $…$; no HTML.'),
    ),
    replyTo: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[0-9a-f]{24}$/, 'must be the id of a comment: 24 hexadecimal digits'),
        v.description('The id of the comment that it answers, from read_comments.'),
      ),
    ),
  }),
  output: v.object({ id: v.string(), comment: v.string(), url: v.string() }),
  async run(call, { id: asked, text, replyTo }) {
    const viewer = memberWhoMay(call, 'comment')
    const { id } = await knownPaper(call, asked)
    const { db, site } = call.c.var
    const links = await noticeLinks(call.dependencies, call.c)
    const written = { paperId: id, parentId: replyTo, text, viewer, now: site.now, links }
    const made = await addComment(db, written)
    const url = absolute(call, routes.comment(id, made))
    return { text: `Published: ${url}`, data: { id, comment: made, url } }
  },
})

export const memberTools = [vote, comment]
