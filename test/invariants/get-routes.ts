// Every GET route with an example, and the status it answers with: on a store that holds the papers of
// `pages.test.ts`, and on the sample edition.

import { routes } from '../../src/web/routes.ts'

interface GetRoute {
  pattern: string
  example: string
  filled: number
  sample: number
}

const answers = (pattern: string, example: string, filled = 200, sample = filled): GetRoute => ({
  pattern,
  example,
  filled,
  sample,
})

export const getRoutes: readonly GetRoute[] = [
  answers('/', routes.front()),
  answers('/papers', routes.papers()),
  answers('/papers?q=', routes.search({ q: 'title' })),
  answers('/papers?q=ID', routes.search({ q: 'arXiv:2310.03059' }), 302),
  answers('/papers/suggest', `${routes.suggest()}?q=ti`),
  answers('/papers/date', `${routes.pickDay()}?day=2025-12-05`, 302),
  answers('/papers/date/:day', routes.day('2025-12-05')),
  answers('/papers/week/:week', routes.week('2025-W49')),
  answers('/papers/month/:month', routes.month('2025-12')),
  answers('/papers/trending', routes.trending()),
  answers('/papers/new', routes.newest()),
  answers('/papers/new/:category', routes.newest({ category: 'cs.CL' })),
  answers('/papers/*', routes.paper('2310.03059')),
  answers('/papers/*.md', routes.paperFile('2310.03059', 'md')),
  answers('/papers/*.bib', routes.paperFile('2310.03059', 'bib')),
  answers('/papers/*.ris', routes.paperFile('2310.03059', 'ris')),
  answers('/papers/*.csl.json', routes.paperFile('2310.03059', 'csl.json')),
  answers('/papers/*/card.png', routes.paperCard('2310.03059')),
  answers('/papers/*/comments', routes.discussion('2310.03059')),
  answers('/notifications', routes.notifications(), 302),
  answers('/notifications/mute', routes.muteLink({ personId: 'x', paperId: 'x', token: 'x' }), 403),
  answers('/@:name', routes.person('ada'), 200, 404),
  answers('/papers/submit', routes.submit()),
  answers('/admin/editions', routes.adminEditions(), 403),
  answers('/admin/editions/:day', routes.adminEdition('2025-12-05'), 403),
  answers('/papers/*/links', routes.paperLinks('2310.03059'), 403, 403),
  answers('/papers/*/claim', routes.claim('2310.03059'), 403, 403),
  answers('/admin/claims', routes.adminClaims(), 403),
  answers('/admin/people/links', routes.personLinks(), 403),
  answers('/settings/claims', routes.ownClaims(), 303),
  answers('/settings/submissions', routes.ownSubmissions(), 303),
  answers('/sources', routes.sources()),
  answers('/sources/:source', routes.source('arxiv')),
  answers('/moderation', routes.moderation(), 303),
  answers('/moderation/log', routes.moderationLog()),
  answers('/moderation/log?action=', routes.moderationLog({ action: 'hide', kind: 'comment' })),
  answers('/reports/new', routes.reportForm('paper', '2310.03059'), 303),
  answers('/about', routes.about()),
  answers('/about/search', routes.searchHelp()),
  answers('/subscribe', routes.subscribe()),
  answers('/sign-in', routes.signIn()),
  answers('/sign-in/owner', routes.ownerLink('x')),
  answers('/sign-in/link', routes.signInLink()),
  answers('/sign-in/confirm', routes.confirmSignIn('x'), 403),
  answers('/auth/callback/:service', routes.comeBack('github'), 404),
  answers('/welcome', routes.welcome(), 403),
  answers('/sign-up', routes.signUp()),
  answers('/sign-up/confirm', routes.confirmSignUp('x'), 403),
  answers('/reset', routes.reset()),
  answers('/reset/confirm', routes.newPassword('x'), 403),
  answers('/settings', routes.settings(), 303),
  answers('/settings/address/confirm', routes.confirmAddress('x'), 303),
  answers('/settings/sessions', routes.sessions(), 303),
  answers('/settings/tokens', routes.tokens(), 303),
  answers('/settings/export', routes.exportMine(), 303),
  answers('/settings/delete', routes.deleteAccount(), 303),
  answers('/admin/people', routes.people(), 403),
  answers('/admin/mail', routes.mails(), 403),
  answers('/assets/:name', routes.asset('none.css'), 404),
  answers('/favicon.svg', routes.favicon()),
  answers('/favicon.ico', routes.faviconIco()),
  answers('/robots.txt', routes.robots()),
  answers('/healthz', routes.alive()),
  answers('/readyz', routes.ready()),
  answers('/metrics', routes.metrics()),
]
