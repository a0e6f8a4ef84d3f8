// What a harvest brought, to compare with what was served.

import type { Db } from '../../src/db/connect.ts'
import type { GeneratedPaper } from './misbehaving/generated-paper.ts'

/** What of a paper every protocol tells, in one form for comparison. */
export interface ToldPaper {
  id: string
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  versions: number
  withdrawn: boolean
}

export const toldOf = (paper: GeneratedPaper): ToldPaper => ({
  id: paper.id,
  title: paper.title,
  abstract: paper.abstract,
  authors: paper.authors,
  categories: paper.categories,
  versions: paper.versions.length,
  withdrawn: paper.withdrawn,
})

/** All papers of a store, by id. */
export async function storedPapers(db: Db): Promise<ToldPaper[]> {
  const rows = await db.selectFrom('paper').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    abstract: row.abstract,
    authors: (JSON.parse(row.authors) as { name: string }[]).map(({ name }) => name),
    categories: JSON.parse(row.categories) as string[],
    versions: (JSON.parse(row.versions) as unknown[]).length,
    withdrawn: row.withdrawn === 1,
  }))
}

export const byId = (papers: readonly ToldPaper[]): ToldPaper[] =>
  papers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
