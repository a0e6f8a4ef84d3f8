import { paperById } from '../../../papers/queries.ts'
import type { WebDependencies } from '../../environment.ts'
import { operation } from '../operation.ts'
import { choice, pathPart } from '../parameters.ts'
import { printRepositories } from '../print/repositories.ts'
import { repositories, wholePaper } from '../schemas/paper.ts'
import { paperNotFound, toldPaper } from '../told-paper.ts'

/** What `{id}` may be. */
export const paperId = pathPart(
  'The paper, in any form: `2407.21783`, `2407.21783v2`, `acl:2024.naacl-long.308`, a DOI.',
  '2407.21783',
)

export const readPaper = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'getPaper', method: 'GET', path: '/api/papers/{id}', tag: 'Papers' },
    summary: 'A paper',
    parameters: { id: paperId, field: choice('`comments`: its discussion, too.', ['comments']) },
    answer: { description: 'The paper.', schema: wholePaper },
    refusals: [404],
    async handle({ c, asked, paperId: id }) {
      const { site } = c.var
      const place = { id, today: site.today, base: site.publicUrl }
      return c.json(await toldPaper(db, { ...place, withComments: asked.field === 'comments' }))
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
