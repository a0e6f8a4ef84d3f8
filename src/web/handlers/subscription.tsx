// Behind the link of each digest. The link is all that is needed and all that counts: no cookie is looked at.

import { secretKeys } from '../../accounts/secret.ts'
import { arrivesAgain, stoppedFor } from '../../bounces/stopped.ts'
import {
  eraseSubscription,
  exportSubscription,
  savePreferences,
  subscriptionById,
  unsubscribe,
} from '../../digests/change-subscription.ts'
import { readPreferences } from '../../digests/subscription.ts'
import { readSubscriptionToken } from '../../digests/subscription-link.ts'
import { Conflict } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { SubscriptionPage } from '../pages/subscription.tsx'
import { SubscriptionErasedPage } from '../pages/subscription-erased.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { hidden, requireOneClick } from './behind-link.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'

const words: Record<string, string> = {
  confirmed: 'Your subscription is confirmed.',
  saved: 'Saved.',
  unsubscribed: 'You are unsubscribed.',
  arrives: 'Mail is sent again.',
}

export function showSubscription(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = tokenOf(c)
    const subscription = await subscriptionById(parts.db, await idOf(parts, c))
    const said = words[given(c, 'done') ?? '']
    const stopped = await stoppedFor(parts.db, subscription.email)
    const props = { site: c.var.site, token, subscription, stopped, ...(said !== undefined && { said }) }
    return hidden(render(c, <SubscriptionPage {...props} />, { noindex: true }))
  }
}

/** What mail programs send by themselves (RFC 8058): answered without a redirect, and again as often as they ask. */
export function unsubscribeByOneClick(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    await requireOneClick(c)
    await unsubscribe(parts.db, await idOf(parts, c), c.var.site.now)
    return c.text('You are unsubscribed.\n')
  }
}

export function savePreferencesByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { site } = c.var
    const id = await idOf(parts, c)
    const token = tokenOf(c)
    const subscription = await subscriptionById(parts.db, id)
    const line = (name: string) => form.line(name, 3_000)
    return orFormAgain(
      c,
      async () => {
        await savePreferences(parts.db, id, readPreferences(line), site.now)
        return c.redirect(routes.subscription(token, 'saved'), 303)
      },
      (problem) => {
        const names = [
          'period',
          'hour',
          'timezone',
          'categories',
          'keywords',
          'pausedUntil',
          'language',
          'scope',
        ]
        const typed = Object.fromEntries(names.map((name) => [name, line(name)]))
        return <SubscriptionPage {...{ site, token, subscription, problem, typed }} />
      },
    )
  }
}

/** What came back is forgiven: the address works again, says who has it. */
export function arrivesByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { email } = await subscriptionById(parts.db, await idOf(parts, c))
    if (!(await arrivesAgain(parts.db, email)))
      throw new Conflict(
        'Nothing keeps mail from this address, or only whoever runs this site can change it.',
      )
    return c.redirect(routes.subscription(tokenOf(c), 'arrives'), 303)
  }
}

export function unsubscribeByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    await unsubscribe(parts.db, await idOf(parts, c), c.var.site.now)
    return c.redirect(routes.subscription(tokenOf(c), 'unsubscribed'), 303)
  }
}

export function sendSubscription(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const document = await exportSubscription(parts.db, await idOf(parts, c))
    c.header('Content-Disposition', 'attachment; filename="subscription.json"')
    c.header('Content-Type', 'application/json; charset=utf-8')
    return hidden(c.body(`${JSON.stringify(document, null, 2)}\n`))
  }
}

export function eraseByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const forGood = (await readForm(c)).has('forGood')
    const { site } = c.var
    await eraseSubscription(parts.db, await idOf(parts, c), { forGood, now: site.now })
    return render(c, <SubscriptionErasedPage site={site} forGood={forGood} />, { noindex: true })
  }
}

const tokenOf = (c: Ctx): string => c.req.param('token') ?? ''

/** @throws Forbidden */
async function idOf({ db, config }: WebDependencies, c: Ctx): Promise<string> {
  return readSubscriptionToken(await secretKeys(db, c.var.site.now, config.SECRET_KEY), tokenOf(c))
}
