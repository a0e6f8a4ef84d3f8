// Mail that came back, for admins.

import { readAddress } from '../../accounts/mail-address.ts'
import { bounceKinds, bounceOverview, listBounces } from '../../bounces/manage-bounces.ts'
import { releaseAddress } from '../../digests/manage-digests.ts'
import { PAGE_SIZE, partOf } from '../../papers/lists/part.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { BouncesPage } from '../pages/admin-bounces.tsx'
import { routes } from '../routes.ts'
import { oneAsked, pageAsked, pagingOf, render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

export function showBounces({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    const kind = oneAsked(c, 'kind', bounceKinds)
    const overview = await bounceOverview(db)
    const total = overview.counts
      .filter((count) => kind === undefined || count.kind === kind)
      .reduce((sum, { bounces }) => sum + bounces, 0)
    const part = partOf(total, { page: pageAsked(c), size: PAGE_SIZE })
    const skip = (part.page - 1) * PAGE_SIZE
    const props = {
      ...{ site: c.var.site, overview, kind },
      bounces: await listBounces(db, { kind, skip, limit: PAGE_SIZE }),
      paging: pagingOf(part, (other) => routes.bounces(kind, other)),
      hasMailbox: config.BOUNCE_IMAP_URL !== undefined,
      takesReports: config.BOUNCE_SECRET !== undefined,
    }
    return render(c, <BouncesPage {...props} />, { noindex: true })
  }
}

/** It gets mail again, until something comes back again. */
export function releaseBounced({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    await releaseAddress(db, readAddress((await readForm(c)).line('email')))
    return c.redirect(routes.bounces(), 303)
  }
}
