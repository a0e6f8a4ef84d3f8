import type { Paper, Version } from '../../papers/paper.ts'

/** The version with the largest number; undefined where none is recorded. */
export function newestVersion(paper: Pick<Paper, 'versions'>): Version | undefined {
  return paper.versions.toSorted((a, b) => b.number - a.number)[0]
}
