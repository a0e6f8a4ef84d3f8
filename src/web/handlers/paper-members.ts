import { may } from '../../accounts/permissions.ts'
import { authorClaimsOf } from '../../community/claims/claim-queries.ts'
import { mayChangeLinks } from '../../community/links/set-links.ts'
import { notesOn } from '../../community/submissions/submission-queries.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { PaperMembers } from '../pages/page-props.ts'

/** What the page of a paper shows of what members did with it, and what the one who asks may do. */
export async function paperMembers(c: Ctx, id: PaperId): Promise<PaperMembers> {
  const { db, site, viewer } = c.var
  const [notes, claims] = await Promise.all([notesOn(db, id, site.today), authorClaimsOf(db, id)])
  const nothing = { mayClaim: false, mayLink: false }
  if (!viewer || site.sample) return { notes, claims, ...nothing }
  const isAuthor = claims.some(({ personId }) => personId === viewer.id)
  return {
    ...{ notes, claims },
    mayClaim: may(viewer, 'claim') && !isAuthor,
    mayLink: await mayChangeLinks(db, viewer, id),
  }
}
