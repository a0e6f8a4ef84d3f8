import * as v from 'valibot'
import { claimAuthor } from '../../../community/claims/claim.ts'
import { setByMembers } from '../../../community/links/members-statement.ts'
import { keywordsShown, linksForm, mayChangeLinks, setLinks } from '../../../community/links/set-links.ts'
import { Forbidden, Invalid } from '../../../errors.ts'
import { authorId } from '../../../papers/author-id.ts'
import { paperNamed } from '../../../papers/named-paper.ts'
import { paperById } from '../../../papers/queries.ts'
import type { WebDependencies } from '../../environment.ts'
import { requireMay, requireViewer } from '../../handlers/require-viewer.ts'
import { operation } from '../operation.ts'
import { wholePaper } from '../schemas/paper.ts'
import { hexId } from '../schemas/text.ts'
import { paperNotFound, toldPaper } from '../told-paper.ts'
import { paperId } from './paper.ts'

const linkText = v.optional(v.pipe(v.string(), v.maxLength(2_000)))

export const changeLinks = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'setPaperLinks', method: 'POST', path: '/api/papers/{id}/links', tag: 'Writing' },
    needs: 'set-links',
    summary: 'Set links of a paper',
    description:
      'What is left out stays as it is. What is set here goes before what sources say; an empty text takes it away, and the next that members set shows, or else theirs.',
    parameters: { id: paperId },
    body: v.object({ projectPage: linkText, githubRepo: linkText, organizationId: linkText }),
    answer: { description: 'The paper with its links.', schema: wholePaper },
    refusals: [404, 409],
    async handle({ c, body, paperId: id }) {
      const viewer = requireViewer(c)
      if (!(await mayChangeLinks(db, viewer, id)))
        throw new Forbidden('Only authors of this paper, who submitted it and curators set its links.')
      const { typed, stamp } = linksForm(await setByMembers(db, id), await keywordsShown(db, id))
      const { projectPage: project = typed.project, organizationId: organization = typed.organization } = body
      const code = withFirstLine(typed.code, body.githubRepo)
      const changed = { ...typed, project, code, organization }
      refuseForeignId(body.organizationId)
      const order = { paperId: id, viewer, typed: changed, stamp, now: c.var.site.now }
      await setLinks(db, order).catch((error) => {
        throw inOurWords(error)
      })
      const { today, publicUrl: base } = c.var.site
      return c.json(await toldPaper(db, { id, today, base }))
    },
  })

/** Members may have typed several addresses; a call knows of the first, and one that is there already becomes it. */
function withFirstLine(lines: string, first: string | undefined): string {
  if (first === undefined) return lines
  const before = lines.split('\n')
  const others = before.includes(first) ? before.filter((line) => line !== first) : before.slice(1)
  return [first, ...others].filter((line) => line !== '').join('\n')
}

/** Organizations have no accounts here: they go by their name. @throws Invalid */
function refuseForeignId(organizationId: string | undefined): void {
  if (organizationId === undefined || !/^[0-9a-f]{24}$/.test(organizationId)) return
  const problem = 'must be the name of the organization'
  throw new Invalid(`“organizationId” ${problem}.`, { organizationId: problem })
}

const callNames: Record<string, string> = {
  project: 'projectPage',
  code: 'githubRepo',
  organization: 'organizationId',
}

/** A refusal that names the parts as the call does. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof Invalid)) return error
  const fields = Object.entries(error.fields).map(([name, problem]) => [callNames[name] ?? name, problem])
  const message = Object.entries(callNames).reduce(
    (text, [from, to]) => text.replaceAll(`“${from}”`, `“${to}”`),
    error.message,
  )
  return new Invalid(message, Object.fromEntries(fields))
}

export const claimPaper = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'claimPaper', method: 'POST', path: '/api/settings/papers/claim', tag: 'Writing' },
    needs: 'claim',
    summary: 'Claim an author’s name on a paper',
    parameters: {},
    body: v.object({
      paperId: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
      claimAuthorId: hexId,
      evidence: v.optional(v.pipe(v.string(), v.maxLength(2_000))),
    }),
    answer: {
      description: 'The claim waits for an admin.',
      schema: v.object({ paperId: v.string(), claimAuthorId: hexId, state: v.literal('waiting') }),
    },
    refusals: [404, 409],
    async handle({ c, body }) {
      const viewer = requireMay(c, 'claim')
      const named = await paperNamed(db, body.paperId)
      const paper = named?.known ? await paperById(db, named.id) : undefined
      if (!paper) throw paperNotFound()
      const author = paper.authors.find((one, at) => authorId(paper.id, at, one) === body.claimAuthorId)
      if (!author) {
        const problem = 'must be the _id of an author of the paper'
        throw new Invalid(`“claimAuthorId” ${problem}.`, { claimAuthorId: problem })
      }
      const evidence = body.evidence?.trim() || 'Claimed by a program; no evidence was given.'
      const order = { paperId: paper.id, viewer, authorName: author.name, evidence }
      await claimAuthor(db, { ...order, now: c.var.site.now })
      return c.json({ paperId: paper.id, claimAuthorId: body.claimAuthorId, state: 'waiting' })
    },
  })
