import * as v from 'valibot'
import { unlistedItems } from '../../../papers/lists/daily-items.ts'
import type { WebDependencies } from '../../environment.ts'
import { memberFacts } from '../member-facts.ts'
import { operation } from '../operation.ts'
import { whole } from '../parameters.ts'
import { printUnlisted } from '../print/paper.ts'
import { similarItem } from '../schemas/paper.ts'
import { searchAway } from '../search-away.ts'
import { paperId } from './paper.ts'

export const similarPapers = ({ db, finder }: WebDependencies) =>
  operation({
    ...{ id: 'listSimilarPapers', method: 'GET', path: '/api/papers/{id}/similar', tag: 'Papers' },
    summary: 'Papers like one paper',
    parameters: {
      id: paperId,
      limit: whole('Papers at most.', { least: 1, most: 100, otherwise: 10 }),
    },
    answer: { description: 'Papers, the nearest first.', schema: v.array(similarItem) },
    refusals: [404],
    async handle({ c, asked, paperId: id }) {
      const { site } = c.var
      const state = finder.state()
      if (state.kind === 'unavailable') return searchAway(c, state.why)
      const near = new Map((await finder.similar(id, asked.limit)).map((one) => [one.id, one]))
      const items = await unlistedItems(db, [...near.keys()], site.today)
      const printing = { base: site.publicUrl, facts: await memberFacts(db, [...near.keys()]) }
      return c.json(
        items.map((item) => {
          const { score = 0, because = [] } = near.get(item.paper.id) ?? {}
          return { ...printUnlisted(item, score, printing), because }
        }),
      )
    },
  })
