// The digest by mail: subscribing, what is behind the links of mails, and what admins see.

import { routes, type SubscriptionChange } from '../../src/web/routes.ts'
import { line, open, type RouteLine } from './route-line.ts'

/** Well-formed, and signed by nobody: everybody is refused alike. */
const guessed = `${'0'.repeat(24)}${'x'.repeat(43)}`

const change = (what: SubscriptionChange, fields?: Record<string, string>): RouteLine =>
  line(
    `${what === 'export' ? 'GET' : 'POST'} /subscriptions/:token/${what}`,
    'sign-in',
    routes.changeSubscription(guessed, what),
    { answers: [403], ...(fields && { fields }) },
  )

export const routesOfDigests: readonly RouteLine[] = [
  open('GET /subscribe', routes.subscribe()),
  line('POST /subscribe', 'sign-in', routes.subscribe(), {
    fields: { email: 'new-reader@example.org' },
    answers: [200],
  }),
  line('GET /subscribe/confirm', 'sign-in', routes.confirmSubscription('guessed'), { answers: [403] }),
  line('POST /subscribe/confirm', 'sign-in', routes.confirmSubscription(), {
    fields: { token: 'guessed' },
    answers: [403],
  }),
  line('GET /subscriptions/:token', 'sign-in', routes.subscription(guessed), { answers: [403] }),
  // Reads a body of any type, as programs send it: its own tests are in src/web/handlers/subscriptions.test.ts.
  line('POST /subscriptions/:token', 'sign-in', routes.subscription(guessed), { answers: [400] }),
  change('preferences', { period: 'daily', hour: '8', timezone: 'UTC' }),
  change('unsubscribe'),
  change('arrives'),
  change('export'),
  change('erase', { forGood: 'on' }),
  // Its HTML has styles of its own: digests-markup.test.ts attacks it.
  open('GET /digests/preview', routes.digestPreview({ date: '2025-12-05', format: 'text' })),

  open('GET /digests', routes.archive()),
  ...(['daily', 'weekly'] as const).map((period) => open(`GET /digests/${period}`, routes.archive(period))),
  open('GET /digests/daily/:key', routes.pastDigest({ period: 'daily', key: '2025-12-05' })),
  open('GET /digests/weekly/:key', routes.pastDigest({ period: 'weekly', key: '2025-W49' })),

  line('GET /settings/digest', 'own-pages', routes.ownDigest()),
  line('POST /settings/digest', 'own-settings', routes.ownDigest()),
  // Whose program it is says the secret, which is not set here: src/web/handlers/bounce-reports.test.ts.
  line('POST /mail/bounces', 'sign-in', routes.bounceReports(), { answers: [404] }),
  line('GET /admin/bounces', 'manage-digests', routes.bounces()),
  line('POST /admin/bounces/release', 'manage-digests', routes.releaseBounced(), {
    fields: { email: 'nobody@example.org' },
    answers: [404],
  }),
  line('GET /admin/digests', 'manage-digests', routes.digests()),
  line('POST /admin/digests/pause', 'manage-digests', routes.changeDigests('pause')),
  line('POST /admin/digests/resume', 'manage-digests', routes.changeDigests('resume')),
  line('POST /admin/digests/again', 'manage-digests', routes.changeDigests('again'), { fields: { id: '' } }),
  line('POST /admin/digests/suppress', 'manage-digests', routes.changeDigests('suppress'), {
    fields: { email: 'somebody@example.org' },
  }),
  line('POST /admin/digests/release', 'manage-digests', routes.changeDigests('release'), {
    fields: { email: 'nobody@example.org' },
    answers: [404],
  }),
]
