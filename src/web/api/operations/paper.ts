import { paperById } from '../../../papers/queries.ts'
import type { WebDependencies } from '../../environment.ts'
import { linkNext } from '../link-next.ts'
import { operation } from '../operation.ts'
import { choice, line, pathPart } from '../parameters.ts'
import { printRepositories } from '../print/repositories.ts'
import { repositories, wholePaper } from '../schemas/paper.ts'
import { commentsOfPaper, paperNotFound, toldPaper } from '../told-paper.ts'

/** What `{id}` may be. */
export const paperId = pathPart(
  'The paper, in any form: `2407.21783`, `2407.21783v2`, `acl:2024.naacl-long.308`, a DOI.',
  '2407.21783',
)

export const readPaper = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'getPaper', method: 'GET', path: '/api/papers/{id}', tag: 'Papers' },
    summary: 'A paper',
    description:
      'Of its discussion the earliest 1,000 comments come with it, or fewer long ones: where there are more, `Link` leads to the paper with the next.',
    parameters: {
      id: paperId,
      field: choice('`comments`: its discussion, too.', ['comments']),
      after: line('The last comment of the part before this one, as its `Link` says.', 100),
    },
    answer: { description: 'The paper.', schema: wholePaper },
    refusals: [404],
    async handle({ c, asked, paperId: id }) {
      const { today, publicUrl: base } = c.var.site
      const paper = await toldPaper(db, { id, today, base })
      if (asked.field === undefined) return c.json(paper)
      const { comments, last } = await commentsOfPaper(db, { id, base, after: asked.after })
      if (last !== undefined) linkNext(c, { after: last })
      return c.json({ ...paper, comments })
    },
  })

export const paperRepositories = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'getPaperRepositories', method: 'GET', path: '/api/arxiv/{id}/repos', tag: 'Papers' },
    summary: 'Models, datasets and demos of a paper',
    parameters: { id: paperId },
    answer: { description: 'What the paper links to.', schema: repositories },
    refusals: [404],
    async handle({ c, paperId: id }) {
      const paper = await paperById(db, id)
      if (!paper) throw paperNotFound()
      return c.json(printRepositories(paper))
    },
  })
