// Reports, and what moderators do about them.

import type { Action } from '../../src/accounts/permissions.ts'
import { routes } from '../../src/web/routes.ts'
import { line, open, type RouteLine } from './route-line.ts'

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

export const routesOfModeration: readonly RouteLine[] = [
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
]
