import type { Ctx, WebDependencies } from '../environment.ts'
import { forgetFailed } from '../metrics/figure-queries.ts'
import { overviewOf, spans } from '../metrics/overview.ts'
import type { SiteCounts } from '../metrics/site-figures.ts'
import { OverviewPage } from '../pages/admin-overview.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { requireMay } from './require-viewer.ts'

const SHOWN_HOURS = 6

/** `figures` are shared with /metrics. */
export function showOverview(dependencies: WebDependencies, figures: SiteCounts) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'see-operations')
    const asked = Number(c.req.query('hours'))
    const hours = spans.has(asked) ? asked : SHOWN_HOURS
    const overview = await overviewOf(dependencies, figures, hours)
    return render(c, <OverviewPage site={c.var.site} overview={overview} />, { noindex: true })
  }
}

/** Those that failed for good, and that somebody has seen to. */
export function forgetFailedJobs({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'see-operations')
    await forgetFailed(db)
    return c.redirect(`${routes.overview()}#jobs`, 303)
  }
}
