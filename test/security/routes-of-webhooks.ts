// Webhooks, for admins alone.

import { routes } from '../../src/web/routes.ts'
import { allHooks } from '../../src/webhooks/hook-queries.ts'
import { aHook } from '../support/webhooks.ts'
import type { Door } from './door.ts'
import { line, type RouteLine } from './route-line.ts'

/** At an address that nobody asks: nothing is sent while these tests run. */
async function hook({ db }: Door): Promise<string> {
  const [known] = await allHooks(db)
  await db.updateTable('webhook').set({ state: 'active' }).where('state', '=', 'paused').execute()
  return known?.id ?? (await aHook(db, 'https://receiver.example/hook', ['edition.closed'])).id
}

const at = (address: (id: string) => string) => async (door: Door) => address(await hook(door))

const change = (what: Parameters<typeof routes.changeWebhook>[1], answer = 303): RouteLine =>
  line(
    `POST /admin/webhooks/:id/${what}`,
    'manage-webhooks',
    at((id) => routes.changeWebhook(id, what)),
    { answers: [answer] },
  )

export const routesOfWebhooks: readonly RouteLine[] = [
  line('GET /admin/webhooks', 'manage-webhooks', routes.webhooks()),
  line('POST /admin/webhooks', 'manage-webhooks', routes.webhooks(), {
    fields: { 'event-edition.closed': 'on', categories: '', url: 'https://receiver.example/hook' },
    answers: [200],
  }),
  line(
    'GET /admin/webhooks/:id',
    'manage-webhooks',
    at((id) => routes.webhook(id)),
  ),
  line(
    'POST /admin/webhooks/:id',
    'manage-webhooks',
    at((id) => routes.webhook(id)),
    { fields: { 'event-edition.closed': 'on', categories: '', url: 'https://receiver.example/hook' } },
  ),
  line(
    'POST /admin/webhooks/:id/replay',
    'manage-webhooks',
    at((id) => routes.changeWebhook(id, 'replay')),
    { fields: { period: 'day' } },
  ),
  change('ping'),
  change('pause'),
  change('resume'),
  change('rotate', 200),
  change('delete'),
]
