import { notesOn } from '../../community/submissions/submission-queries.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { PaperMembers } from '../pages/page-props.ts'

/** What the page of a paper shows of what members did with it. */
export async function paperMembers(c: Ctx, id: PaperId): Promise<PaperMembers> {
  const { db, site } = c.var
  return { notes: await notesOn(db, id, site.today) }
}
