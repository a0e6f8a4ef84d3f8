// Shapes that stand in many answers, each described once: the document and its clients call them by these names.

import { comment } from './comment.ts'
import {
  dailyItem,
  foundItem,
  paper,
  paperSummary,
  repositories,
  repository,
  similarItem,
  space,
  wholePaper,
} from './paper.ts'
import { author, organization, person, submitter } from './people.ts'
import { problemSchema } from './problem.ts'

export const namedSchemas = {
  Paper: paper,
  WholePaper: wholePaper,
  DailyItem: dailyItem,
  FoundItem: foundItem,
  SimilarItem: similarItem,
  PaperSummary: paperSummary,
  Author: author,
  Person: person,
  Submitter: submitter,
  Organization: organization,
  Comment: comment,
  Repositories: repositories,
  Repository: repository,
  Space: space,
  Problem: problemSchema,
}
