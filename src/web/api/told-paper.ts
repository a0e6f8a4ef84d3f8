// One paper as the API tells it.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { allComments } from '../../community/comments/all-comments.ts'
import { knownNamesIn } from '../../community/comments/named-people.ts'
import { formulaBudget } from '../../community/markdown/formula-budget.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import type { Day } from '../../papers/calendar.ts'
import { peopleByIds } from '../../papers/lists/daily-item-queries.ts'
import { unlistedItems } from '../../papers/lists/daily-items.ts'
import type { PaperId } from '../../papers/paper.ts'
import { memberFacts } from './member-facts.ts'
import { printComment } from './print/comment.ts'
import { printPaper, thumbnail } from './print/paper.ts'
import { printRepositories } from './print/repositories.ts'

export interface ToldPaper {
  id: PaperId
  today: Day
  base: string
}

/** @throws NotFound */
export async function toldPaper(db: Db, { id, today, base }: ToldPaper) {
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
  }
}

/** In the words that known clients look for. */
export const paperNotFound = () => new NotFound('Paper not found. It is not in the collection of this site.')

/** Characters of comments after which other requests have their turn. */
const CHARACTERS_A_TURN = 20_000

interface ToldComments {
  id: PaperId
  base: string
  /** The last comment of the part before. */
  after: string | undefined
}

/** A part of its comments; `last`: the last of them, where others follow. @throws Invalid */
export async function commentsOfPaper(db: Db, { id, base, after }: ToldComments) {
  const { comments: told, last } = await allComments(db, id, after)
  const writers = told.flatMap(({ comment }) => comment.writerId ?? [])
  const people = await peopleByIds(db, [...new Set(writers)])
  const known = await knownNamesIn(
    db,
    told.map(({ comment }) => comment.body),
  )
  const mayBeSet = formulaBudget()
  const comments: ReturnType<typeof printComment>[] = []
  let characters = 0
  for (const one of told) {
    const { body, writerId } = one.comment
    comments.push(printComment(one, { base, known, mayBeSet, writer: people.get(writerId ?? '') }))
    characters += body.length
    if (characters < CHARACTERS_A_TURN) continue
    characters = 0
    await nextTurn()
  }
  return { comments, last }
}
