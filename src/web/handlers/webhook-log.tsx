// One webhook: how it stands, what it was told, and telling it again.

import { Invalid, NotFound } from '../../errors.ts'
import {
  countDeliveries,
  type DeliveryState,
  deliveriesOf,
  sendFailedAgain,
  sendOneAgain,
} from '../../webhooks/delivery-queries.ts'
import type { HookWish } from '../../webhooks/hook-wish.ts'
import { hookById } from '../../webhooks/manage-hooks.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { replayPeriods, WebhookPage, type WebhookPageProps } from '../pages/admin-webhook.tsx'
import { routes } from '../routes.ts'
import { given, oneAsked, pageAsked, pagingOf, render } from './answer.ts'
import { LOG_PAGE, partOfLog } from './delivery-log.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

const states: readonly DeliveryState[] = ['waiting', 'sending', 'delivered', 'failed']

export function showWebhook({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-webhooks')
    return render(c, <WebhookPage {...(await webhookProps(c, db))} />, { noindex: true })
  }
}

async function webhookProps(c: Ctx, db: WebDependencies['db']): Promise<WebhookPageProps> {
  const hook = await hookById(db, c.req.param('id') ?? '')
  const state = oneAsked(c, 'state', states)
  const counts = await countDeliveries(db, hook.id)
  const part = partOfLog(counts, state, pageAsked(c))
  const skip = (part.page - 1) * LOG_PAGE
  const deliveries = await deliveriesOf(db, hook.id, { state, skip, limit: LOG_PAGE })
  const paging = pagingOf(part, (page) => routes.webhook(hook.id, state, page))
  return { site: c.var.site, hook, counts, state, deliveries, paging, replayed: replayedOf(c) }
}

/** Does something to the webhook of the address; where it can’t be done, its page says why. @throws NotFound */
export async function orWebhookAgain(
  c: Ctx,
  { db, wish }: { db: WebDependencies['db']; wish?: HookWish },
  work: () => Promise<Response>,
): Promise<Response> {
  await hookById(db, c.req.param('id') ?? '')
  return orFormAgain(c, work, async (problem) => (
    <WebhookPage {...(await webhookProps(c, db))} {...(wish && { wish })} problem={problem} />
  ))
}

function replayedOf(c: Ctx): number | undefined {
  const text = given(c, 'replayed')
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** With `delivery` that one, with `period` all that failed in it. */
export function replayDeliveries({ db, askForWebhooks }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-webhooks')
    const form = await readForm(c)
    const { id: webhookId } = await hookById(db, c.req.param('id') ?? '')
    const { now } = c.var.site
    if (form.has('delivery')) {
      if (!(await sendOneAgain(db, { webhookId, id: form.line('delivery') }, now)))
        throw new NotFound('There is no such delivery that has ended: it may be on its way again already.')
      await askForWebhooks()
      return c.redirect(routes.webhook(webhookId), 303)
    }
    const period = replayPeriods.find(({ name }) => name === form.line('period'))
    if (!period) throw new Invalid('Choose since when.', { period: 'must be one of those offered' })
    const replayed = await sendFailedAgain(db, { webhookId, since: now - period.ms }, now)
    await askForWebhooks()
    return c.redirect(`${routes.webhook(webhookId)}?replayed=${replayed}`, 303)
  }
}
