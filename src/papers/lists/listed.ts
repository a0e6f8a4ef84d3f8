// From the order of a list to the papers that it shows.

import type { Db } from '../../db/connect.ts'
import type { ListedPaper, Paper, PaperId } from '../paper.ts'
import { papersByIds, personNames } from '../queries.ts'
import type { EntryStanding } from './edition-queries.ts'

/** Papers with the numbers and the submitters of their entries. */
export async function listEntries(db: Db, standings: readonly EntryStanding[]): Promise<ListedPaper[]> {
  const papers = await papersByIds(
    db,
    standings.map(({ paperId }) => paperId),
  )
  const submitters = standings.map(({ submittedBy }) => submittedBy).filter((id) => id !== null)
  const names = await personNames(db, [...new Set(submitters)])
  const byId = new Map(standings.map((standing) => [standing.paperId, standing]))
  return papers.map((paper) => {
    const { votes, comments, submittedBy } = byId.get(paper.id) ?? {}
    const name = names.get(submittedBy ?? '')
    const listed = listPaper(paper)
    return {
      ...listed,
      votes: votes ?? listed.votes,
      comments: comments ?? listed.comments,
      ...(name === undefined ? {} : { submittedBy: name }),
    }
  })
}

/** Papers with their own numbers, in the order of `ids`. */
export async function listPapers(db: Db, ids: readonly PaperId[]): Promise<ListedPaper[]> {
  return (await papersByIds(db, ids)).map(listPaper)
}

/** A paper as its readers see it, on pages and in files: authors whose names are to be hidden are left out. */
export function listPaper(paper: Paper): ListedPaper {
  const authors = paper.authors.filter(({ hidden }) => !hidden)
  const authorCount = paper.authorCount - (paper.authors.length - authors.length)
  return {
    ...paper,
    authors,
    authorCount,
    votes: paper.recordedVotes + paper.memberVotes,
    comments: paper.recordedComments + paper.memberComments,
  }
}
