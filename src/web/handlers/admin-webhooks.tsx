// Pages on which admins make webhooks, change and try them.

import type { Hono } from 'hono'
import { Invalid } from '../../errors.ts'
import { countDeliveries } from '../../webhooks/delivery-queries.ts'
import { eventTypes } from '../../webhooks/event-types.ts'
import { allHooks } from '../../webhooks/hook-queries.ts'
import type { HookWish } from '../../webhooks/hook-wish.ts'
import {
  addHook,
  editHook,
  hookById,
  pauseHook,
  pingHook,
  removeHook,
  resumeHook,
  rotateSecret,
} from '../../webhooks/manage-hooks.ts'
import type { Ctx, WebDependencies, WebEnvironment } from '../environment.ts'
import { WebhooksPage, type WebhooksPageProps } from '../pages/admin-webhooks.tsx'
import { routes, type WebhookChange } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'
import { orWebhookAgain, replayDeliveries, showWebhook } from './webhook-log.tsx'

export function addWebhooks(app: Hono<WebEnvironment>, dependencies: WebDependencies): void {
  app.get('/admin/webhooks', showWebhooks(dependencies))
  app.post('/admin/webhooks', makeWebhook(dependencies))
  app.get('/admin/webhooks/:id', showWebhook(dependencies))
  app.post('/admin/webhooks/:id', editWebhook(dependencies))
  app.post('/admin/webhooks/:id/replay', replayDeliveries(dependencies))
  for (const change of ['ping', 'pause', 'resume', 'rotate', 'delete'] as const)
    app.post(`/admin/webhooks/:id/${change}`, changeWebhook(dependencies, change))
}

function showWebhooks({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-webhooks')
    return render(c, <WebhooksPage {...(await propsOf(c, db))} />, { noindex: true })
  }
}

async function propsOf(c: Ctx, db: WebDependencies['db']): Promise<WebhooksPageProps> {
  const [hooks, counts] = [await allHooks(db), await countDeliveries(db)]
  return { site: c.var.site, hooks, counts }
}

/** Makes one and shows its secret, this once; the form again with what was typed where it can’t be made. */
function makeWebhook({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'manage-webhooks')
    const wish = wishOf(await readForm(c))
    const before = await propsOf(c, db)
    return orFormAgain(
      c,
      async () => {
        const maker = { by, now: c.var.site.now, allowedHosts: config.FETCH_ALLOW }
        const { id, secret } = await addHook(db, wish, maker)
        return showSecret(c, db, { id, secret, isNew: true })
      },
      (problem) => <WebhooksPage {...before} wish={wish} problem={problem} />,
    )
  }
}

function editWebhook({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-webhooks')
    const id = c.req.param('id') ?? ''
    const wish = wishOf(await readForm(c))
    return orWebhookAgain(c, { db, wish }, async () => {
      await editHook(db, id, wish, config.FETCH_ALLOW)
      return c.redirect(routes.webhook(id), 303)
    })
  }
}

async function showSecret(
  c: Ctx,
  db: WebDependencies['db'],
  made: NonNullable<WebhooksPageProps['made']>,
): Promise<Response> {
  const page = <WebhooksPage {...(await propsOf(c, db))} made={made} />
  return render(c, page, { noindex: true, secret: true })
}

/** Boxes that are ticked come as `event-edition.closed`. */
const wishOf = (form: Form): HookWish => ({
  url: form.line('url', 2_000),
  events: eventTypes.filter((type) => form.has(`event-${type}`)),
  categories: form.line('categories', 2_500),
})

function changeWebhook(dependencies: WebDependencies, change: Exclude<WebhookChange, 'replay'>) {
  const { db, askForWebhooks } = dependencies
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-webhooks')
    await readForm(c)
    const id = c.req.param('id') ?? ''
    const { now } = c.var.site
    return orWebhookAgain(c, { db }, async () => {
      if (change === 'rotate')
        return showSecret(c, db, { id, secret: await rotateSecret(db, id, now), isNew: false })
      if (change === 'delete') {
        await removeHook(db, id)
        return c.redirect(routes.webhooks(), 303)
      }
      if (change === 'pause') await pauseIfTold(db, id)
      if (change === 'resume') await resumeHook(db, id)
      if (change === 'ping') await pingHook(db, id, now)
      if (change !== 'pause') await askForWebhooks()
      return c.redirect(routes.webhook(id), 303)
    })
  }
}

async function pauseIfTold(db: WebDependencies['db'], id: string): Promise<void> {
  if ((await hookById(db, id)).state === 'disabled')
    throw new Invalid('It is disabled and told nothing anyway. Resume it first, or delete it.')
  await pauseHook(db, id)
}
