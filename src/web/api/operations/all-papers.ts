import * as v from 'valibot'
import { newestFrom } from '../../../papers/lists/newest.ts'
import { preferredLink } from '../../../papers/preferred-link.ts'
import { present } from '../../../papers/present.ts'
import type { WebDependencies } from '../../environment.ts'
import { linkNext } from '../link-next.ts'
import { memberFacts } from '../member-facts.ts'
import { operation } from '../operation.ts'
import { line, whole } from '../parameters.ts'
import { printAuthors, publishedAt, thumbnail } from '../print/paper.ts'
import { paperSummary } from '../schemas/paper.ts'

const parameters = {
  cursor: line('Where the part before this one ended, as its `Link` says.', 600),
  limit: whole('Papers in a part.', { least: 1, most: 100, otherwise: 50 }),
}

export const allPapers = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'listPapers', method: 'GET', path: '/api/papers', tag: 'Lists' },
    summary: 'All papers, the newest first',
    description: 'By the date of their publication; papers without one come last.',
    parameters,
    answer: { description: 'Papers in their order.', schema: v.array(paperSummary), paged: true },
    refusals: [],
    async handle({ c, asked }) {
      const { papers, older } = await newestFrom(db, asked)
      if (older !== undefined) linkNext(c, { cursor: older })
      const facts = await memberFacts(
        db,
        papers.map(({ id }) => id),
      )
      const printing = { base: c.var.site.publicUrl, facts }
      return c.json(
        papers.map((paper) => ({
          id: paper.id,
          title: paper.title,
          thumbnailUrl: thumbnail(paper, printing),
          upvotes: paper.recordedVotes + paper.memberVotes,
          ...present({ publishedAt: publishedAt(paper) }),
          authors: printAuthors(paper, printing),
          summary: paper.abstract,
          ...present({ projectPage: preferredLink(paper.links, 'project')?.url }),
        })),
      )
    },
  })
