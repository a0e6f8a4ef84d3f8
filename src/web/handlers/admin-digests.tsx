import { readAddress } from '../../accounts/mail-address.ts'
import { sendDigestAgain } from '../../digests/delivery-queries.ts'
import { setDigestsPaused } from '../../digests/digest-pause.ts'
import {
  digestOverview,
  releaseAddress,
  sendFailedDigestsAgain,
  suppressAddress,
} from '../../digests/manage-digests.ts'
import { canSendDigests } from '../../digests/send-digests.ts'
import { NotFound } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { DigestsPage } from '../pages/admin-digests.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

export function showDigests({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    const { site } = c.var
    const overview = await digestOverview(db, site)
    return render(c, <DigestsPage {...{ site, overview, canSend: canSendDigests(config) }} />, {
      noindex: true,
    })
  }
}

export function pauseDigests({ db }: WebDependencies, paused: boolean) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    await setDigestsPaused(db, paused)
    return c.redirect(routes.digests(), 303)
  }
}

/** One, or without an id all that failed lately; within a minute. */
export function sendDigestsAgain({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    const id = (await readForm(c)).line('id')
    const { now } = c.var.site
    if (id === '') await sendFailedDigestsAgain(db, now)
    else if (!(await sendDigestAgain(db, id, now)))
      throw new NotFound('There is no such digest that failed or is doubtful.')
    return c.redirect(routes.digests(), 303)
  }
}

export function changeSuppression({ db }: WebDependencies, suppressed: boolean) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-digests')
    const email = readAddress((await readForm(c)).line('email'))
    if (suppressed) await suppressAddress(db, email, c.var.site.now)
    else await releaseAddress(db, email)
    return c.redirect(routes.digests(), 303)
  }
}
