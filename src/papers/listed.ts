// From the order of a list to the papers that it shows.

import type { Db } from '../db/connect.ts'
import type { EntryStanding } from './edition-queries.ts'
import type { ListedPaper, Paper, PaperId } from './paper.ts'
import { papersByIds, personNames } from './queries.ts'

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
    const standing = byId.get(paper.id)
    const submittedBy = names.get(standing?.submittedBy ?? '')
    return {
      ...paper,
      votes: standing?.votes ?? paper.recordedVotes,
      comments: standing?.comments ?? paper.recordedComments,
      ...(submittedBy === undefined ? {} : { submittedBy }),
    }
  })
}

/** Papers with their own numbers, in the order of `ids`. */
export async function listPapers(db: Db, ids: readonly PaperId[]): Promise<ListedPaper[]> {
  return (await papersByIds(db, ids)).map(listPaper)
}

export function listPaper(paper: Paper): ListedPaper {
  return { ...paper, votes: paper.recordedVotes, comments: paper.recordedComments }
}

/** Categories of these papers, the most frequent first, then by name. */
export function topicsOf(papers: readonly Paper[]): { category: string; papers: number }[] {
  const counts = new Map<string, number>()
  for (const category of papers.flatMap(({ categories }) => categories)) {
    counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  return [...counts]
    .map(([category, count]) => ({ category, papers: count }))
    .sort((a, b) => b.papers - a.papers || (a.category < b.category ? -1 : 1))
}
