// Behind List-Unsubscribe of mails to members. The link is all that is needed and all that counts: no cookie is looked at.

import { secretKeys } from '../../accounts/secret.ts'
import { stopMails } from '../../community/notifications/mail-choices.ts'
import { readStopLink, type StopLink } from '../../community/notifications/stop-link.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { StopMailsPage } from '../pages/stop-mails.tsx'
import { render } from './answer.ts'
import { hidden, requireOneClick } from './behind-link.ts'

type Parts = Pick<WebDependencies, 'db' | 'config'>

/** Only shows a button: whatever looks at links before people do must stop nothing. */
export function showStopMails(parts: Parts) {
  return async (c: Ctx): Promise<Response> => answer(c, await linkOf(parts, c), false)
}

/** For the button, and for what mail programs send by themselves (RFC 8058): again as often as they ask. */
export function stopMailsByOneClick(parts: Parts) {
  return async (c: Ctx): Promise<Response> => {
    await requireOneClick(c)
    const link = await linkOf(parts, c)
    await stopMails(parts.db, link.personId, link.kind)
    return answer(c, link, true)
  }
}

const answer = (c: Ctx, link: StopLink, isStopped: boolean): Response =>
  hidden(render(c, <StopMailsPage {...{ site: c.var.site, link, isStopped }} />, { noindex: true }))

/** @throws Forbidden */
async function linkOf({ db, config }: Parts, c: Ctx): Promise<StopLink> {
  const part = (name: string) => c.req.query(name) ?? ''
  const link = { personId: part('person'), kind: part('kind'), token: part('token') }
  return readStopLink(await secretKeys(db, c.var.site.now, config.SECRET_KEY), link)
}
