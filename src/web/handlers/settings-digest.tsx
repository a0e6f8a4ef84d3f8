// A member's address is confirmed already: they subscribe at one press, and change what comes on the same page as others.

import { canGetMail } from '../../accounts/mail-address.ts'
import type { Viewer } from '../../accounts/roles.ts'
import { secretKeys } from '../../accounts/secret.ts'
import { subscribeMember } from '../../digests/subscribe.ts'
import { subscriptionToken } from '../../digests/subscription-link.ts'
import { findByAddress } from '../../digests/subscription-queries.ts'
import { Forbidden } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { OwnDigestPage } from '../pages/settings-digest.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { requireOwnPages, requireOwnSettings } from './own-settings.ts'

export function showOwnDigest(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.ownDigest()), 303)
    const viewer = requireOwnPages(c)
    const canSubscribe = hasAddress(viewer)
    const known = canSubscribe ? await findByAddress(parts.db, viewer.email.toLowerCase()) : undefined
    const link = known?.state === 'confirmed' ? await linkTo(parts, c, known.id) : undefined
    const props = { site: c.var.site, email: viewer.email, canSubscribe, ...(link && { link }) }
    return render(c, <OwnDigestPage {...props} />, { noindex: true })
  }
}

export function subscribeOwn(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const viewer = requireOwnSettings(c)
    if (!hasAddress(viewer))
      throw new Forbidden('Confirm a mail address in your settings first: the digest needs one.')
    const { id } = await subscribeMember(parts.db, viewer.email, c.var.site.now)
    return c.redirect(await linkTo(parts, c, id, 'confirmed'), 303)
  }
}

const hasAddress = ({ email, emailVerified }: Viewer): boolean => emailVerified && canGetMail(email)

async function linkTo(
  { db, config }: WebDependencies,
  c: Ctx,
  id: string,
  done?: 'confirmed',
): Promise<string> {
  const [key = ''] = await secretKeys(db, c.var.site.now, config.SECRET_KEY)
  return routes.subscription(subscriptionToken(key, id), done)
}
