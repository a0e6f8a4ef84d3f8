import type { Finder } from '../../finding/finder.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { SimilarToShown } from '../pages/page-props.ts'

const SHOWN = 6

/** A paper's page doesn't wait longer for its neighbours; they are there the next time. */
const PATIENCE_MS = 150

/** The papers nearest to one; none where the search is away or slow. */
export async function similarPapers(c: Ctx, finder: Finder, id: PaperId): Promise<SimilarToShown[]> {
  if (finder.state().kind === 'unavailable') return []
  const near = await withinPatience(
    finder.similar(id, SHOWN).catch((error) => {
      c.var.log.warn({ requestId: c.var.requestId, paper: id, error: String(error) }, 'no similar papers')
      return []
    }),
  )
  const papers = await listPapers(
    c.var.db,
    near.map((similar) => similar.id),
  )
  const because = new Map(near.map((similar) => [similar.id, similar.because]))
  return papers.map((paper) => ({ paper, because: because.get(paper.id) ?? [] }))
}

async function withinPatience<T>(answer: Promise<T[]>): Promise<T[]> {
  const { promise: late, resolve } = Promise.withResolvers<T[]>()
  const timer = setTimeout(resolve, PATIENCE_MS, [])
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
