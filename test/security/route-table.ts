// Every address of the site with what it needs, an example, and how it answers whoever may. Add a line here for each
// address: permissions.test.ts asks for it as every role, and the other tests of this folder attack it.

import type { Action } from '../../src/accounts/permissions.ts'
import { routes } from '../../src/web/routes.ts'
import type { Door } from './door.ts'

export interface RouteLine {
  /** As it is registered: `POST /sources/:source/run`. */
  route: string
  needs: Action
  path(door: Door): string | Promise<string>
  /** What its form sends. */
  fields?(door: Door): Record<string, string> | Promise<Record<string, string>>
  /** It is about something of the owner. */
  owned?: true
  /** Statuses for whoever may; a page is 200 and a form is answered by 303, where nothing else is said. */
  answers?: number[]
}

type Facts = Partial<Pick<RouteLine, 'fields' | 'owned' | 'answers'>>

const line = (route: string, needs: Action, path: RouteLine['path'], facts: Facts = {}): RouteLine => ({
  ...{ route, needs, path },
  ...facts,
})
const open = (route: string, path: string, ...answers: number[]) =>
  line(route, 'read', () => path, answers.length > 0 ? { answers } : {})

const signing = (route: string, answer: number, fields?: Record<string, string>) =>
  line(route, 'sign-in', () => route.split(' ')[1] ?? '/', {
    answers: [answer],
    ...(fields && { fields: () => fields }),
  })

interface StepFacts {
  owned?: boolean
  hidden?: boolean
  fields?: Record<string, string>
}

const step = (name: string, needs: Action, { owned = false, hidden = false, fields = {} }: StepFacts = {}) =>
  line('POST /moderation/steps', needs, () => routes.moderationSteps(), {
    fields: async (door) => ({
      ...{ step: name, kind: 'comment', id: await door.comment({ hidden }), reason: 'It is spam.' },
      ...fields,
    }),
    ...(owned && { owned: true as const }),
  })

export const routeTable: readonly RouteLine[] = [
  open('GET /', routes.front()),
  open('GET /papers', routes.papers()),
  open('GET /papers/date', `${routes.pickDay()}?day=2025-12-05`, 302),
  open('GET /papers/date/:key', routes.day('2025-12-05')),
  open('GET /papers/week/:key', routes.week('2025-W49')),
  open('GET /papers/month/:key', routes.month('2025-12')),
  open('GET /papers/trending', routes.trending()),
  open('GET /papers/new', routes.newest()),
  open('GET /papers/new/:category', routes.newest({ category: 'cs.CL' })),
  open('GET /papers/suggest', `${routes.suggest()}?q=ti`),
  open('GET /papers/*', routes.paper('2310.03059')),
  open('GET /papers/*', routes.paperFile('2310.03059', 'bib')),
  open('GET /:handle{@[^/]+}', routes.person('some-owner')),
  open('GET /sources', routes.sources()),
  open('GET /sources/:source', routes.source('hf-daily')),
  open('GET /about', routes.about()),
  open('GET /about/search', routes.searchHelp()),
  open('GET /subscribe', routes.subscribe()),
  open('GET /assets/:name', routes.asset('site.css')),
  open('GET /favicon.svg', routes.favicon()),
  open('GET /favicon.ico', routes.faviconIco()),
  open('GET /robots.txt', routes.robots()),
  open('GET /healthz', routes.alive()),
  open('GET /readyz', routes.ready()),
  open('GET /metrics', routes.metrics()),

  line('POST /sources/:source/run', 'run-sources', () => routes.runSource('hf-daily')),
  line('POST /sources/:source/pause', 'run-sources', () => routes.pauseSource('hf-daily', true)),
  line('POST /sources/:source/resume', 'run-sources', () => routes.pauseSource('hf-daily', false)),

  line('POST /papers/*', 'vote', () => `${routes.paper('2310.03059')}/vote`, {
    fields: () => ({ vote: 'up' }),
  }),
  line('PUT /papers/*', 'vote', () => `${routes.paper('2310.03059')}/vote`, { answers: [200] }),
  line('DELETE /papers/*', 'vote', () => `${routes.paper('2310.03059')}/vote`, { answers: [200] }),

  line('GET /reports/new', 'report', async (door) => routes.reportForm('comment', await door.comment()), {
    answers: [200],
  }),
  line('POST /reports', 'report', () => routes.reports(), {
    fields: (door) => ({ kind: 'paper', id: door.paperId, reason: 'It is an advertisement.' }),
  }),
  line('GET /moderation', 'see-reports', () => routes.moderation()),
  open('GET /moderation/log', routes.moderationLog()),
  step('hide', 'hide-comment', { owned: true }),
  step('restore', 'hide-comment', { owned: true, hidden: true }),
  step('lock', 'lock-thread'),
  step('unlock', 'lock-thread'),
  step('ban-domain', 'ban-domain', { fields: { domain: 'spam.example' } }),
  step('unban-domain', 'ban-domain', { fields: { domain: 'spam.example' } }),
  step('suspend', 'suspend', { owned: true, fields: { days: '3' } }),
  step('unsuspend', 'suspend', { owned: true }),
  step('ban', 'ban', { owned: true }),
  step('unban', 'ban', { owned: true }),

  open('GET /papers/submit', routes.submit()),
  line('POST /papers/submit', 'submit', () => '/papers/submit', {
    fields: () => ({ text: 'arXiv:2310.03059' }),
  }),
  line('POST /papers/submit/list', 'submit', () => '/papers/submit/list', {
    fields: () => ({ paper: '2310.03059' }),
    answers: [409],
  }),
  line('GET /settings/submissions', 'own-pages', () => '/settings/submissions'),
  line(
    'POST /settings/submissions/:id/withdraw',
    'withdraw-submission',
    async (door) => `/settings/submissions/${await door.submission()}/withdraw`,
    { owned: true },
  ),

  signing('GET /sign-in', 200),
  signing('POST /sign-in', 403, { who: 'some-reader', password: 'a wrong password' }),
  signing('GET /sign-in/owner', 200),
  signing('POST /sign-in/owner', 403, { token: 'guessed', name: 'somebody-new' }),
  signing('GET /sign-in/link', 200),
  signing('POST /sign-in/link', 200, { email: 'nobody@example.org' }),
  signing('GET /sign-in/confirm', 403),
  signing('POST /sign-in/confirm', 403, { token: 'guessed' }),
  signing('GET /sign-up', 200),
  signing('POST /sign-up', 200, {
    name: 'somebody-new',
    email: 'new@example.org',
    password: 'a long password',
  }),
  signing('GET /sign-up/confirm', 403),
  signing('POST /sign-up/confirm', 403, { token: 'guessed' }),
  signing('GET /reset', 200),
  signing('POST /reset', 200, { email: 'nobody@example.org' }),
  signing('GET /reset/confirm', 403),
  signing('POST /reset/confirm', 403, { token: 'guessed', password: 'a long password' }),
  // The last: whoever asked is signed out.
  signing('POST /sign-out', 303),
]

/** What the line is about. */
export const ownerOf = (line: RouteLine, door: Door) =>
  line.owned ? { owner: door.people.owner.id, role: 'reader' as const } : undefined

export const methodOf = ({ route }: RouteLine): string => route.split(' ')[0] ?? 'GET'
