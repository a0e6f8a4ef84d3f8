// What a member submitted, and what waits for its source.

import { requestsOf } from '../../community/submissions/request-queries.ts'
import { submissionsOf } from '../../community/submissions/submission-queries.ts'
import { withdrawSubmission } from '../../community/submissions/submit.ts'
import { withdrawRequest } from '../../community/submissions/submit-later.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { OwnSubmissionsPage } from '../pages/own-submissions.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { requireMay } from './require-viewer.ts'

const MOST_SHOWN = 100

export function showOwnSubmissions({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site, viewer } = c.var
    if (!viewer) return c.redirect(routes.signIn(routes.ownSubmissions()), 303)
    requireMay(c, 'own-pages')
    const requests = await requestsOf(db, viewer.id, MOST_SHOWN)
    const submissions = await submissionsOf(db, viewer.id, MOST_SHOWN)
    return render(c, <OwnSubmissionsPage {...{ site, requests, submissions }} />, { noindex: true })
  }
}

export function withdraw({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireMay(c, 'withdraw-submission')
    const id = c.req.param('id') ?? ''
    if (!(await withdrawRequest(db, id, viewer)))
      await withdrawSubmission(db, { id, viewer, now: c.var.site.now })
    return c.redirect(routes.ownSubmissions(), 303)
  }
}
