// Channels, for admins alone.

import { allChannels } from '../../src/channels/channel-queries.ts'
import { type ChannelChange, routes } from '../../src/web/routes.ts'
import { aChannel } from '../support/channels.ts'
import type { Door } from './door.ts'
import { line, type RouteLine } from './route-line.ts'

/** At an address that nobody asks: nothing is sent while these tests run. */
async function channel({ db }: Door): Promise<string> {
  const [known] = await allChannels(db)
  await db.updateTable('channel').set({ state: 'active' }).where('state', '=', 'paused').execute()
  return known?.id ?? (await aChannel(db, 'webhook', { url: 'https://receiver.example' })).id
}

const at = (address: (id: string) => string) => async (door: Door) => address(await channel(door))

/** One that has ended, of the channel. */
async function delivery(door: Door): Promise<Record<string, string>> {
  const id = await channel(door)
  await door.ask('POST', routes.changeChannel(id, 'test'), 'admin', {})
  await door.db.updateTable('channel_delivery').set({ state: 'failed' }).execute()
  const rows = await door.db.selectFrom('channel_delivery').select('id').execute()
  return { delivery: rows[0]?.id ?? '' }
}

const change = (what: ChannelChange, answer = 303): RouteLine =>
  line(
    `POST /admin/channels/:id/${what}`,
    'manage-channels',
    at((id) => routes.changeChannel(id, what)),
    { answers: [answer] },
  )

const typed = {
  ...{
    kind: 'webhook',
    name: 'A program',
    address: 'https://receiver.example/hook',
    period: 'daily',
    hour: '8',
  },
  ...{ timezone: 'UTC', mostPapers: '10', categories: '', keywords: '' },
}

export const routesOfChannels: readonly RouteLine[] = [
  line('GET /admin/channels', 'manage-channels', routes.channels()),
  line('POST /admin/channels', 'manage-channels', routes.channels(), { fields: typed, answers: [200] }),
  line(
    'GET /admin/channels/:id',
    'manage-channels',
    at((id) => routes.channel(id)),
  ),
  line(
    'GET /admin/channels/:id/preview',
    'manage-channels',
    at((id) => routes.channelPreview(id, '2025-12-05')),
  ),
  line(
    'POST /admin/channels/:id',
    'manage-channels',
    at((id) => routes.channel(id)),
    { fields: typed },
  ),
  line(
    'POST /admin/channels/:id/again',
    'manage-channels',
    at((id) => routes.changeChannel(id, 'again')),
    { fields: delivery },
  ),
  line(
    'POST /admin/channels/:id/send',
    'manage-channels',
    at((id) => routes.changeChannel(id, 'send')),
    // Of an edition that it had nothing is left: whoever may is told so the second time.
    { fields: { date: '2025-12-05' }, answers: [303, 409] },
  ),
  change('test'),
  change('pause'),
  change('resume'),
  change('rotate', 200),
  change('delete'),
]
