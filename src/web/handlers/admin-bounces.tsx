// Mail that came back, for admins.

import { readAddress } from '../../accounts/mail-address.ts'
import { bounceKinds, bounceOverview, listBounces } from '../../bounces/manage-bounces.ts'
import { releaseAddress } from '../../digests/manage-digests.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { BouncesPage } from '../pages/admin-bounces.tsx'
import { routes } from '../routes.ts'
import { given, pageAsked, pagingOf, render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

const PAGE_SIZE = 50

export function showBounces({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    const kind = kindAsked(c)
    const overview = await bounceOverview(db)
    const total = overview.counts
      .filter((count) => kind === undefined || count.kind === kind)
      .reduce((sum, { bounces }) => sum + bounces, 0)
    const page = pageAsked(c)
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
    if (page > pages) throw new NotFound(`This list ends with page ${pages}: there is no page ${page}.`)
    const skip = (page - 1) * PAGE_SIZE
    const part = {
      page,
      pages,
      total,
      from: Math.min(skip + 1, total),
      to: Math.min(skip + PAGE_SIZE, total),
    }
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

function kindAsked(c: Ctx) {
  const text = given(c, 'kind')
  const kind = bounceKinds.find((one) => one === text)
  if (text === undefined || kind) return kind
  throw new Invalid(`“kind” must be one of ${bounceKinds.join(', ')}.`, { kind: 'must be one of them' })
}

/** It gets mail again, until something comes back again. */
export function releaseBounced({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    await releaseAddress(db, readAddress((await readForm(c)).line('email')))
    return c.redirect(routes.bounces(), 303)
  }
}
