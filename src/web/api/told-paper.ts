// One paper as the API tells it.

import { allComments } from '../../community/comments/all-comments.ts'
import { knownNamesIn } from '../../community/comments/named-people.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import type { Day } from '../../papers/calendar.ts'
import { peopleByIds } from '../../papers/lists/daily-item-queries.ts'
import { unlistedItems } from '../../papers/lists/daily-items.ts'
import type { PaperId } from '../../papers/paper.ts'
import { memberFacts } from './member-facts.ts'
import { printComment } from './print/comment.ts'
import { type Printing, printPaper, thumbnail } from './print/paper.ts'
import { printRepositories } from './print/repositories.ts'

export interface ToldPaper {
  id: PaperId
  today: Day
  base: string
  withComments: boolean
}

/** @throws NotFound */
export async function toldPaper(db: Db, { id, today, base, withComments }: ToldPaper) {
  const [item] = await unlistedItems(db, [id], today)
  if (!item) throw paperNotFound()
  const printing = { base, facts: await memberFacts(db, [id]) }
  const { models, datasets, spaces } = printRepositories(item.paper)
  return {
    ...printPaper(item, printing),
    thumbnail: thumbnail(item.paper, printing),
    numComments: item.comments,
    ...{ linkedModels: models, numTotalModels: models.length },
    ...{ linkedDatasets: datasets, numTotalDatasets: datasets.length },
    ...{ linkedSpaces: spaces, numTotalSpaces: spaces.length },
    ...(withComments && { comments: await printedComments(db, id, printing) }),
  }
}

/** In the words that known clients look for. */
export const paperNotFound = () => new NotFound('Paper not found. It is not in the collection of this site.')

async function printedComments(db: Db, id: PaperId, { base }: Printing) {
  const told = await allComments(db, id)
  const writers = told.flatMap(({ comment }) => comment.writerId ?? [])
  const people = await peopleByIds(db, [...new Set(writers)])
  const known = await knownNamesIn(
    db,
    told.map(({ comment }) => comment.body),
  )
  return told.map((one) => printComment(one, { writer: people.get(one.comment.writerId ?? ''), base, known }))
}
