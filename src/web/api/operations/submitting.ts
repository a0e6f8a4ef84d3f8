import * as v from 'valibot'
import { addComment } from '../../../community/comments/write-comment.ts'
import { findPaper } from '../../../community/submissions/find-paper.ts'
import { refusalText } from '../../../community/submissions/refusals.ts'
import { submissionRules } from '../../../community/submissions/submission-rules.ts'
import { submitPaper } from '../../../community/submissions/submit.ts'
import { Conflict, isKnownError, NotFound } from '../../../errors.ts'
import type { PaperId } from '../../../papers/paper.ts'
import { present } from '../../../papers/present.ts'
import type { Ctx, WebDependencies } from '../../environment.ts'
import { noticeLinks } from '../../handlers/mute-link.tsx'
import { requireMay } from '../../handlers/require-viewer.ts'
import { operation } from '../operation.ts'
import { wholePaper } from '../schemas/paper.ts'
import { address } from '../schemas/text.ts'
import { toldPaper } from '../told-paper.ts'

const namedPaper = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))

export const submit = (dependencies: WebDependencies) =>
  operation({
    ...{ id: 'submitPaper', method: 'POST', path: '/api/papers/submit', tag: 'Writing', needs: 'submit' },
    summary: 'Put a paper forward for today’s edition',
    description: 'What isn’t here yet is fetched from its source. `comment` begins its discussion.',
    parameters: {},
    body: v.object({
      paperId: namedPaper,
      comment: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
      mediaUrls: v.optional(v.pipe(v.array(address), v.maxLength(4))),
    }),
    answer: {
      description: 'Whether it is listed or waits for a curator, and on which day’s list.',
      schema: v.object({
        paperId: v.string(),
        state: v.picklist(['listed', 'waiting']),
        date: v.string(),
        /** Why the comment was not said; the paper is put forward all the same. */
        commentRefused: v.optional(v.string()),
      }),
    },
    refusals: [404, 409],
    async handle({ c, body }) {
      const { db, config } = dependencies
      const viewer = requireMay(c, 'submit')
      if (body.comment) requireMay(c, 'comment')
      const paperId = await find(dependencies, c, body.paperId)
      const { now, today } = c.var.site
      const order = { paperId, viewer, note: '', media: (body.mediaUrls ?? []).join('\n') }
      const submitted = await submitPaper(db, { ...order, rules: submissionRules(config), now, today })
      if ('refused' in submitted) throw new Conflict(refusalText(submitted.refused))
      const commentRefused = body.comment && (await say(dependencies, c, paperId, body.comment))
      return c.json({ paperId, state: submitted.state, date: submitted.day, ...present({ commentRefused }) })
    },
  })

/** Returns why not, where it was refused: what was put forward before stays so. */
async function say(
  dependencies: WebDependencies,
  c: Ctx,
  paperId: PaperId,
  text: string,
): Promise<string | undefined> {
  const { now } = c.var.site
  const comment = { paperId, text, viewer: requireMay(c, 'comment'), now }
  try {
    await addComment(dependencies.db, { ...comment, links: await noticeLinks(dependencies, c) })
    return undefined
  } catch (error) {
    if (isKnownError(error)) return error.message
    throw error
  }
}

export const indexPaper = (dependencies: WebDependencies) =>
  operation({
    ...{ id: 'indexPaper', method: 'POST', path: '/api/papers/index', tag: 'Writing', needs: 'submit' },
    summary: 'Fetch a paper from its source, without listing it',
    parameters: {},
    body: v.object({ arxivId: namedPaper }),
    answer: { description: 'The paper.', schema: wholePaper },
    refusals: [404, 409],
    async handle({ c, body }) {
      const id = await find(dependencies, c, body.arxivId)
      const { today, publicUrl: base } = c.var.site
      return c.json(await toldPaper(dependencies.db, { id, today, base }))
    },
  })

/** The paper of the store, or of its source. @throws NotFound where the text names none */
async function find({ db, seeker }: WebDependencies, c: Ctx, text: string): Promise<PaperId> {
  const found = await findPaper(db, seeker, { text, viewer: requireMay(c, 'submit'), now: c.var.site.now })
  if ('paperId' in found) return found.paperId
  throw new NotFound('Several papers or none have this title. Name the paper by its id or DOI.')
}
