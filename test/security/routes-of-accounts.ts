// Signing in, settings, and people and mail for admins.

import { routes } from '../../src/web/routes.ts'
import { type Door, doorPaper } from './door.ts'
import { line, type RouteLine } from './route-line.ts'

/** Tokens are guessed, so links of mails are refused; everybody is refused alike. */
const signing = (route: string, answer: number, fields?: Record<string, string>): RouteLine =>
  line(route, 'sign-in', route.split(' ')[1] ?? '/', { answers: [answer], ...(fields && { fields }) })

const password = 'a long password'

const recordedLink = async ({ db }: Door) => {
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('name', '=', 'recorded')
    .executeTakeFirstOrThrow()
  return routes.removePersonLink(id)
}

export const routesOfAccounts: readonly RouteLine[] = [
  signing('GET /sign-in', 200),
  signing('POST /sign-in', 403, { who: 'some-reader', password: 'a wrong password' }),
  signing('GET /sign-in/owner', 200),
  signing('POST /sign-in/owner', 403, { token: 'guessed', name: 'somebody-new' }),
  signing('GET /sign-in/link', 200),
  signing('POST /sign-in/link', 200, { email: 'nobody@example.org' }),
  signing('GET /sign-in/confirm', 403),
  signing('POST /sign-in/confirm', 403, { token: 'guessed' }),
  signing('POST /sign-in/with/:service', 404),
  signing('GET /auth/callback/:service', 404),
  signing('POST /sign-in/passkey', 400, { credential: '{}', next: '/' }),
  signing('POST /sign-in/passkey.json', 200),
  { ...signing('GET /welcome', 403), answers: [303, 403] },
  signing('POST /welcome', 403, { name: 'somebody-new' }),
  signing('GET /sign-up', 200),
  signing('POST /sign-up', 200, { name: 'somebody-new', email: 'new@example.org', password }),
  signing('GET /sign-up/confirm', 403),
  signing('POST /sign-up/confirm', 403, { token: 'guessed' }),
  signing('GET /reset', 200),
  signing('POST /reset', 200, { email: 'nobody@example.org' }),
  signing('GET /reset/confirm', 403),
  signing('POST /reset/confirm', 403, { token: 'guessed', password }),

  line('GET /settings', 'own-pages', routes.settings()),
  line('POST /settings/profile', 'own-settings', routes.saveProfile(), {
    fields: { fullname: 'Ada Example' },
  }),
  line('POST /settings/password', 'own-account', routes.savePassword(), {
    fields: { current: 'a wrong password', password },
    answers: [200, 303, 400],
  }),
  line('POST /settings/address', 'own-settings', routes.saveAddress(), {
    fields: { current: 'a wrong password', email: 'other@example.org' },
    answers: [403],
  }),
  line('GET /settings/address/confirm', 'own-settings', routes.confirmAddress('guessed')),
  line('POST /settings/address/confirm', 'own-settings', routes.confirmAddress(), {
    fields: { token: 'guessed' },
    answers: [403],
  }),
  line('GET /settings/sessions', 'own-pages', routes.sessions()),
  line('POST /settings/sessions', 'own-account', routes.sessions(), { fields: { id: 'none' } }),
  line('GET /settings/passkeys', 'own-pages', routes.passkeys()),
  line('POST /settings/passkeys', 'own-account', routes.passkeys(), {
    fields: { name: 'my phone', credential: '{}' },
    answers: [400],
  }),
  line('POST /settings/passkeys.json', 'own-account', routes.newPasskeyQuestion(), {
    fields: { name: 'my phone', current: password },
    answers: [200],
  }),
  line('GET /settings/mails', 'own-pages', routes.mailChoices()),
  line('POST /settings/mails', 'own-settings', routes.mailChoices(), { fields: { reply: 'on' } }),
  // Nothing came back to anybody here.
  line('POST /settings/mails/arrives', 'own-settings', routes.mailArrives(), { answers: [409] }),
  line('GET /papers/following', 'own-pages', routes.following()),
  line('GET /settings/follows', 'own-pages', routes.ownFollows()),
  line('POST /settings/follows', 'own-settings', routes.ownFollows(), {
    fields: { kind: 'keyword', value: 'gardens', wish: 'follow' },
  }),
  line('GET /settings/tokens', 'own-pages', routes.tokens()),
  line('POST /settings/tokens', 'own-settings', routes.tokens(), { fields: { name: 'bot' }, answers: [200] }),
  line('GET /settings/export', 'own-pages', routes.exportMine()),
  line('GET /settings/delete', 'own-account', routes.deleteAccount()),
  line('POST /settings/delete', 'own-account', routes.deleteAccount(), {
    fields: { name: 'another-name' },
    answers: [400],
  }),
  line('GET /notifications', 'own-pages', routes.notifications()),
  line('POST /notifications/read', 'own-pages', routes.markRead(), { fields: { id: '' } }),

  signing('GET /notifications/mute', 403),
  signing('GET /notifications/stop', 403),
  // Reads a body of any type, as programs send it: its own tests are in src/web/handlers/settings-mails.test.ts.
  signing('POST /notifications/stop', 400),
  signing('POST /notifications/mute', 403, { person: 'guessed', paper: doorPaper, token: 'guessed' }),

  line('GET /admin', 'see-operations', routes.overview()),
  line('POST /admin/jobs/forget', 'see-operations', routes.forgetFailedJobs()),
  line('GET /admin/people', 'manage-people', routes.people()),
  line('POST /admin/people/role', 'manage-people', routes.giveRole(), {
    fields: { name: 'some-reader', role: 'reader' },
  }),
  line('POST /admin/people/invite', 'manage-people', routes.invite(), {
    fields: { role: 'reader' },
    answers: [200],
  }),
  line('GET /admin/people/links', 'manage-people', routes.personLinks()),
  line('POST /admin/people/links', 'manage-people', routes.personLinks(), {
    fields: { member: 'some-reader', recorded: 'recorded' },
  }),
  line('POST /admin/people/links/:id/remove', 'manage-people', recordedLink),
  line('GET /admin/mail', 'see-mail', routes.mails()),
  line('POST /admin/mail', 'see-mail', routes.mails(), { fields: { id: 'none' }, answers: [404] }),
]

/** Whoever asks for it can ask for nothing more: the last line. */
export const signingOut: RouteLine = signing('POST /sign-out', 303)
