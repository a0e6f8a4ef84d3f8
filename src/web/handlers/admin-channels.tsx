// Pages on which admins make channels, change and try them.

import { allChannels } from '../../channels/channel-queries.ts'
import { type ChannelWish, wishNames } from '../../channels/channel-wish.ts'
import { countChannelDeliveries } from '../../channels/delivery-queries.ts'
import {
  addChannel,
  changeSecret,
  channelById,
  editChannel,
  pauseChannel,
  removeChannel,
  resumeChannel,
  testChannel,
} from '../../channels/manage-channels.ts'
import { Invalid } from '../../errors.ts'
import type { Ctx, Web, WebDependencies } from '../environment.ts'
import { ChannelsPage, type ChannelsPageProps } from '../pages/admin-channels.tsx'
import { type ChannelChange, routes } from '../routes.ts'
import { render } from './answer.ts'
import { orChannelAgain, sendAgain, sendEditionNow, showChannel, showChannelPreview } from './channel-log.tsx'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

export function addChannels(app: Web, dependencies: WebDependencies): void {
  app.get('/admin/channels', showChannels(dependencies))
  app.post('/admin/channels', makeChannel(dependencies))
  app.get('/admin/channels/:id', showChannel(dependencies))
  app.post('/admin/channels/:id', saveChannel(dependencies))
  app.get('/admin/channels/:id/preview', showChannelPreview(dependencies))
  app.post('/admin/channels/:id/again', sendAgain(dependencies))
  app.post('/admin/channels/:id/send', sendEditionNow(dependencies))
  for (const change of ['test', 'pause', 'resume', 'rotate', 'delete'] as const)
    app.post(`/admin/channels/:id/${change}`, changeOne(dependencies, change))
}

function showChannels({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    return render(c, <ChannelsPage {...(await propsOf(c, db))} />, { noindex: true })
  }
}

async function propsOf(c: Ctx, db: WebDependencies['db']): Promise<ChannelsPageProps> {
  const [channels, counts] = [await allChannels(db), await countChannelDeliveries(db)]
  return { site: c.var.site, channels, counts }
}

/** To the page of the new one; where it signs, its secret is shown first, this once. */
function makeChannel({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    const wish = wishOf(await readForm(c))
    const before = await propsOf(c, db)
    return orFormAgain(
      c,
      async () => {
        const maker = { now: c.var.site.now, allowedHosts: config.FETCH_ALLOW }
        const { id, secret } = await addChannel(db, wish, maker)
        if (secret === undefined) return c.redirect(routes.channel(id), 303)
        return showSecret(c, db, { id, secret, isNew: true })
      },
      // A token is not written into a page.
      (problem) => <ChannelsPage {...before} wish={{ ...wish, token: '' }} problem={problem} />,
    )
  }
}

function saveChannel({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    const id = c.req.param('id') ?? ''
    const maker = { now: c.var.site.now, allowedHosts: config.FETCH_ALLOW }
    const wish = wishOf(await readForm(c))
    return orChannelAgain(c, { db, wish }, async () => {
      await editChannel(db, id, wish, maker)
      return c.redirect(routes.channel(id), 303)
    })
  }
}

async function showSecret(
  c: Ctx,
  db: WebDependencies['db'],
  made: NonNullable<ChannelsPageProps['made']>,
): Promise<Response> {
  const page = <ChannelsPage {...(await propsOf(c, db))} made={made} />
  return render(c, page, { noindex: true, secret: true })
}

const wishOf = (form: Form): ChannelWish =>
  Object.fromEntries(wishNames.map((name) => [name, form.line(name, 3_500)]))

function changeOne(dependencies: WebDependencies, change: Exclude<ChannelChange, 'again' | 'send'>) {
  const { db, askForChannels } = dependencies
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    await readForm(c)
    const id = c.req.param('id') ?? ''
    const { now } = c.var.site
    return orChannelAgain(c, { db }, async () => {
      if (change === 'rotate')
        return showSecret(c, db, { id, secret: await changeSecret(db, id), isNew: false })
      if (change === 'delete') {
        await removeChannel(db, id)
        return c.redirect(routes.channels(), 303)
      }
      if (change === 'pause') await pauseIfActive(db, id)
      if (change === 'resume') await resumeChannel(db, id, now)
      if (change === 'test') await testChannel(db, id, now)
      if (change !== 'pause') await askForChannels()
      return c.redirect(routes.channel(id), 303)
    })
  }
}

async function pauseIfActive(db: WebDependencies['db'], id: string): Promise<void> {
  if ((await channelById(db, id)).state === 'disabled')
    throw new Invalid('It is disabled and sent nothing anyway. Resume it first, or delete it.')
  await pauseChannel(db, id)
}
