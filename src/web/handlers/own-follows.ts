import type { Db } from '../../db/connect.ts'
import { followsOf } from '../../follows/follow-queries.ts'
import type { Ctx } from '../environment.ts'
import type { OwnFollows } from '../views/follow-form.tsx'

/** What the one who asks follows, for the buttons of a page; undefined where nobody is signed in. */
export async function ownFollows(c: Ctx, db: Db = c.var.db): Promise<{ follows?: NonNullable<OwnFollows> }> {
  const { viewer, site } = c.var
  if (!viewer || site.sample) return {}
  return { follows: await followsOf(db, viewer.id) }
}
