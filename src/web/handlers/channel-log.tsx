// One channel: how it stands, what it was sent and would be sent, and sending it.

import type { ChannelWish } from '../../channels/channel-wish.ts'
import {
  countChannelDeliveries,
  deliveriesOfChannel,
  deliveryStates,
  sendChannelDeliveryAgain,
} from '../../channels/delivery-queries.ts'
import { channelById, sendEdition } from '../../channels/manage-channels.ts'
import { previewChannel } from '../../channels/preview-channel.ts'
import { inTransaction } from '../../db/write.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { type Day, parseDay } from '../../papers/calendar.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { ChannelPage, type ChannelPageProps } from '../pages/admin-channel.tsx'
import { ChannelPreviewPage } from '../pages/channel-preview.tsx'
import { routes } from '../routes.ts'
import { given, oneAsked, pageAsked, pagingOf, render } from './answer.ts'
import { LOG_PAGE, partOfLog } from './delivery-log.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

export function showChannel({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    return render(c, <ChannelPage {...(await channelProps(c, db))} />, { noindex: true })
  }
}

async function channelProps(c: Ctx, db: WebDependencies['db']): Promise<ChannelPageProps> {
  const channel = await channelById(db, c.req.param('id') ?? '')
  const state = oneAsked(c, 'state', deliveryStates)
  const counts = await countChannelDeliveries(db, channel.id)
  const part = partOfLog(counts, state, pageAsked(c))
  const skip = (part.page - 1) * LOG_PAGE
  const deliveries = await deliveriesOfChannel(db, channel.id, { state, skip, limit: LOG_PAGE })
  const paging = pagingOf(part, (page) => routes.channel(channel.id, state, page))
  return { site: c.var.site, channel, counts, state, deliveries, paging }
}

/** Does something to the channel of the address; where it can’t be done, its page says why. @throws NotFound */
export async function orChannelAgain(
  c: Ctx,
  { db, wish }: { db: WebDependencies['db']; wish?: ChannelWish },
  work: () => Promise<Response>,
): Promise<Response> {
  await channelById(db, c.req.param('id') ?? '')
  return orFormAgain(c, work, async (problem) => (
    // A token is not written into a page.
    <ChannelPage
      {...(await channelProps(c, db))}
      {...(wish && { wish: { ...wish, token: '' } })}
      problem={problem}
    />
  ))
}

export function showChannelPreview({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    const { site } = c.var
    const channel = await channelById(db, c.req.param('id') ?? '')
    const day = readDay(given(c, 'date'))
    const question = { id: channel.id, now: site.now, today: site.today, day }
    const preview = await previewChannel(db, site, question)
    return render(c, <ChannelPreviewPage {...{ site, channel, preview }} />, { noindex: true })
  }
}

function readDay(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid('“date” must be a day such as 2026-03-04.', { date: 'must be a day such as 2026-03-04' })
}

/** One that has ended; what arrived of it stays. */
export function sendAgain({ db, askForChannels }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    const id = (await readForm(c)).line('delivery')
    const channel = await channelById(db, c.req.param('id') ?? '')
    const { now } = c.var.site
    const done = await inTransaction(db, (tx) =>
      sendChannelDeliveryAgain(tx, { channelId: channel.id, id }, now),
    )
    if (!done)
      throw new NotFound('There is no such delivery that has ended: it may be on its way again already.')
    await askForChannels()
    return c.redirect(routes.channel(channel.id), 303)
  }
}

/** The edition of the field `date`, without waiting for the hour. */
export function sendEditionNow({ db, askForChannels }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-channels')
    const id = c.req.param('id') ?? ''
    const { now, today } = c.var.site
    const date = (await readForm(c)).line('date')
    return orChannelAgain(c, { db }, async () => {
      const day = readDay(date)
      if (day === undefined || day > today)
        throw new Invalid('Say which day, not after today.', { date: 'must be a day' })
      await sendEdition(db, id, day, now)
      await askForChannels()
      return c.redirect(routes.channel(id), 303)
    })
  }
}
