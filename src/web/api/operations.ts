// All calls of the API. The routes, the document and the tests go by this list.

import type { WebDependencies } from '../environment.ts'
import type { Operation } from './operation.ts'
import { allPapers } from './operations/all-papers.ts'
import { commentOnPaper, replyToComment } from './operations/commenting.ts'
import { dailyPapers } from './operations/daily-papers.ts'
import { changeLinks, claimPaper } from './operations/owning.ts'
import { paperRepositories, readPaper } from './operations/paper.ts'
import { searchPapers } from './operations/search.ts'
import { similarPapers } from './operations/similar.ts'
import { indexPaper, submit } from './operations/submitting.ts'
import { takeBackUpvote, upvote } from './operations/voting.ts'

export const operationsOf = (dependencies: WebDependencies): readonly Operation[] =>
  [
    ...[dailyPapers, allPapers, searchPapers, readPaper, similarPapers, paperRepositories],
    ...[upvote, takeBackUpvote, commentOnPaper, replyToComment],
    ...[submit, indexPaper, changeLinks, claimPaper],
  ].map((make) => make(dependencies))
