// The site as one function from a request to an answer: what stands before every handler, and every address.

import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { createTotals } from '../papers/lists/totals.ts'
import { specsOfSettings } from '../sources/harvest/sources-of-settings.ts'
import type { WebDependencies, WebEnvironment } from './environment.ts'
import { sendAgain, showMails } from './handlers/admin-mail.tsx'
import { giveRole, invite, showPeople } from './handlers/admin-people.tsx'
import { pauseSource, runSource } from './handlers/change-source.ts'
import {
  approveOne,
  changeShown,
  claimActions,
  refuseOne,
  showClaims,
  showOwnClaims,
} from './handlers/claims.tsx'
import { commentPages } from './handlers/comment-pages.tsx'
import { commentActions } from './handlers/comments.tsx'
import {
  addPaper,
  approve,
  movePaper,
  placePaper,
  refuse,
  removePaper,
  showEditionPlan,
  showEditions,
} from './handlers/edit-edition.tsx'
import { pickDay, showEdition, showFrontPage } from './handlers/edition.tsx'
import { alive, ready } from './handlers/health.ts'
import {
  askForLink,
  saveNewPassword,
  showAskForLink,
  showConfirmSignIn,
  showNewPassword,
  signInByLink,
} from './handlers/mailed-link.tsx'
import { sendMetrics } from './handlers/metrics.ts'
import {
  fileReport,
  showModeration,
  showModerationLog,
  showReportForm,
  takeStep,
} from './handlers/moderation.tsx'
import { muteByLink, showMuteLink } from './handlers/mute-link.tsx'
import { showNewest } from './handlers/newest.tsx'
import { markAsRead, showNotifications } from './handlers/notifications.tsx'
import { showPaper } from './handlers/paper.tsx'
import { changePaper } from './handlers/paper-actions.ts'
import { linkActions } from './handlers/paper-links.tsx'
import { showPerson } from './handlers/person.tsx'
import { addPersonLink, removePersonLink, showPersonLinks } from './handlers/person-links.tsx'
import { searchOr, showSearch } from './handlers/search.tsx'
import {
  changeAddress,
  saveAddress,
  savePassword,
  saveProfile,
  showConfirmAddress,
  showSettings,
} from './handlers/settings.tsx'
import { deleteAccount, sendExport, showDeleteAccount } from './handlers/settings-account.tsx'
import { revokeSessions, showSessions } from './handlers/settings-sessions.tsx'
import { changeTokens, showTokens } from './handlers/settings-tokens.tsx'
import { showOwnerLink, showSignIn, signIn, signInOwner, signOut } from './handlers/sign-in.tsx'
import { comeBackFromService, leaveForService, showWelcome, takeName } from './handlers/sign-in-with.tsx'
import { makeAccount, showConfirmSignUp, showSignUp, signUp } from './handlers/sign-up.tsx'
import { showAbout, showSearchHelp, showSubscribe } from './handlers/site-pages.tsx'
import { showSource, showSources } from './handlers/sources.tsx'
import { sendAsset, sendFavicon, sendFaviconIco, sendRobots } from './handlers/static-files.ts'
import { lookUpPaper, sendSubmission, showOwnSubmissions, showSubmit, withdraw } from './handlers/submit.tsx'
import { sendSuggestions } from './handlers/suggest.ts'
import { showTrending } from './handlers/trending.tsx'
import { voteActions } from './handlers/vote.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createRequestTally } from './metrics/request-tally.ts'
import { accessLog } from './middleware/access-log.ts'
import { addressLimits } from './middleware/address-limits.ts'
import { compress } from './middleware/compress.ts'
import { csrf } from './middleware/csrf.ts'
import { answerError, answerNotFound, problem } from './middleware/errors.tsx'
import { hostCheck } from './middleware/host-check.ts'
import { lateNotice } from './middleware/late-notice.ts'
import { paperCount } from './middleware/paper-count.ts'
import { requestId } from './middleware/request-id.ts'
import { requestTimes } from './middleware/request-times.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { sampleEdition, site } from './middleware/site.ts'
import { trailingSlash } from './middleware/trailing-slash.ts'
import { unread } from './middleware/unread.ts'
import { viewer } from './middleware/viewer.ts'

export type { WebDependencies } from './environment.ts'

export type Web = Hono<WebEnvironment>

/** What people do to a paper, behind its address. */
const paperActions = (dependencies: WebDependencies) => [
  ...claimActions,
  ...linkActions,
  ...voteActions,
  ...commentActions(dependencies),
  ...commentPages,
]

/** Nothing listens here: `web.fetch` and `web.request` answer. */
export function createWeb(dependencies: WebDependencies): Web {
  const app: Web = new Hono<WebEnvironment>()
  const totalsOf = createTotals()
  const tally = createRequestTally()
  app.use(requestTimes(tally))
  addMiddleware(app, dependencies)
  addFiles(app, dependencies)
  app.get('/metrics', sendMetrics(createMetrics(dependencies, { tally, totalsOf })))
  // Files and probes are the same for everybody: who asks is looked up behind them.
  app.use(viewer(dependencies.accounts))
  app.use(sampleEdition(dependencies))
  app.use(paperCount(totalsOf))
  app.use(lateNotice(dependencies))
  app.use(unread(dependencies.db))
  addPages(app, dependencies, totalsOf)
  addAccounts(app, dependencies)
  addSettings(app, dependencies)
  addModeration(app, dependencies)
  app.onError(answerError)
  app.notFound(answerNotFound)
  return app
}

/** From the outside in: each sees the answers of those below it. */
function addMiddleware(app: Web, dependencies: WebDependencies): void {
  const { config, log } = dependencies
  app.use(requestId({ trustProxy: config.TRUST_PROXY }))
  app.use(accessLog(log))
  app.use(securityHeaders({ https: config.PUBLIC_URL?.startsWith('https:') ?? false }))
  app.use(site(dependencies))
  app.use(compress)
  app.use(etag({ weak: true }))
  app.use(hostCheck(config))
  app.use(addressLimits)
  app.use(trailingSlash)
  app.use(csrf(config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`, config.ALLOWED_HOSTS))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
}

function addFiles(app: Web, { db, assets }: WebDependencies): void {
  app.get('/assets/:name', sendAsset(assets))
  app.get('/favicon.svg', sendFavicon)
  app.get('/favicon.ico', sendFaviconIco)
  app.get('/robots.txt', sendRobots)
  app.get('/healthz', alive)
  app.get('/readyz', ready(db))
}

function addPages(app: Web, dependencies: WebDependencies, totalsOf: ReturnType<typeof createTotals>): void {
  const { version, finder, config } = dependencies
  const sources = specsOfSettings(config).map(({ source }) => source)
  const front = searchOr(showSearch(finder), showFrontPage(sources))
  app.get('/', front)
  app.get('/papers', front)
  app.get('/papers/date', pickDay)
  app.get('/papers/date/:key', showEdition('day', sources))
  app.get('/papers/week/:key', showEdition('week', sources))
  app.get('/papers/month/:key', showEdition('month', sources))
  app.get('/papers/trending', showTrending)
  app.get('/papers/new', showNewest)
  app.get('/papers/new/:category', showNewest)
  app.get('/papers/suggest', sendSuggestions(finder))
  addSubmissions(app, dependencies)
  const actions = paperActions(dependencies)
  app.get('/papers/*', showPaper(finder, actions))
  app.on(['POST', 'PUT', 'DELETE'], '/papers/*', changePaper(actions))
  app.get('/notifications', showNotifications)
  app.post('/notifications/read', markAsRead)
  app.get('/notifications/mute', showMuteLink(dependencies))
  app.post('/notifications/mute', muteByLink(dependencies))
  app.get('/:handle{@[^/]+}', showPerson(dependencies))
  app.get('/sources', showSources(dependencies, totalsOf))
  app.get('/sources/:source', showSource(dependencies))
  app.post('/sources/:source/run', runSource(dependencies))
  app.post('/sources/:source/pause', pauseSource(dependencies, true))
  app.post('/sources/:source/resume', pauseSource(dependencies, false))
  app.get('/about', showAbout(version))
  app.get('/about/search', showSearchHelp)
  app.get('/subscribe', showSubscribe)
}

function addAccounts(app: Web, dependencies: WebDependencies): void {
  app.get('/sign-in', showSignIn(dependencies))
  app.post('/sign-in', signIn(dependencies))
  app.post('/sign-out', signOut(dependencies))
  app.get('/sign-in/owner', showOwnerLink(dependencies.db))
  app.post('/sign-in/owner', signInOwner(dependencies))
  app.get('/sign-in/link', showAskForLink('sign-in'))
  app.post('/sign-in/link', askForLink(dependencies, 'sign-in'))
  app.get('/sign-in/confirm', showConfirmSignIn(dependencies))
  app.post('/sign-in/confirm', signInByLink(dependencies))
  app.post('/sign-in/with/:service', leaveForService(dependencies))
  app.get('/auth/callback/:service', comeBackFromService(dependencies))
  app.get('/welcome', showWelcome(dependencies))
  app.post('/welcome', takeName(dependencies))
  app.get('/sign-up', showSignUp(dependencies))
  app.post('/sign-up', signUp(dependencies))
  app.get('/sign-up/confirm', showConfirmSignUp(dependencies))
  app.post('/sign-up/confirm', makeAccount(dependencies))
  app.get('/reset', showAskForLink('password'))
  app.post('/reset', askForLink(dependencies, 'password'))
  app.get('/reset/confirm', showNewPassword(dependencies))
  app.post('/reset/confirm', saveNewPassword(dependencies))
}

function addSettings(app: Web, dependencies: WebDependencies): void {
  app.get('/settings', showSettings(dependencies))
  app.post('/settings/profile', saveProfile(dependencies))
  app.post('/settings/password', savePassword(dependencies))
  app.post('/settings/address', saveAddress(dependencies))
  app.get('/settings/address/confirm', showConfirmAddress)
  app.post('/settings/address/confirm', changeAddress(dependencies))
  app.get('/settings/sessions', showSessions(dependencies))
  app.post('/settings/sessions', revokeSessions(dependencies))
  app.get('/settings/tokens', showTokens(dependencies))
  app.post('/settings/tokens', changeTokens(dependencies))
  app.get('/settings/export', sendExport(dependencies))
  app.get('/settings/delete', showDeleteAccount(dependencies))
  app.post('/settings/delete', deleteAccount(dependencies))
  app.get('/admin/people', showPeople(dependencies))
  app.post('/admin/people/role', giveRole(dependencies))
  app.post('/admin/people/invite', invite(dependencies))
  app.get('/admin/mail', showMails(dependencies))
  app.post('/admin/mail', sendAgain(dependencies))
}

function addSubmissions(app: Web, dependencies: WebDependencies): void {
  app.get('/papers/submit', showSubmit(dependencies))
  app.post('/papers/submit', lookUpPaper(dependencies))
  app.post('/papers/submit/list', sendSubmission(dependencies))
  app.get('/settings/submissions', showOwnSubmissions(dependencies))
  app.post('/settings/submissions/:id/withdraw', withdraw(dependencies))
  app.get('/settings/claims', showOwnClaims(dependencies))
  app.post('/settings/claims/:id/show', changeShown(dependencies))
  app.get('/admin/claims', showClaims(dependencies))
  app.get('/admin/people/links', showPersonLinks(dependencies))
  app.post('/admin/people/links', addPersonLink(dependencies))
  app.post('/admin/people/links/:id/remove', removePersonLink(dependencies))
  app.post('/admin/claims/:id/approve', approveOne(dependencies))
  app.post('/admin/claims/:id/refuse', refuseOne(dependencies))
  app.get('/admin/editions', showEditions(dependencies))
  app.get('/admin/editions/:day', showEditionPlan(dependencies))
  app.post('/admin/editions/:day/add', addPaper(dependencies))
  app.post('/admin/editions/:day/remove', removePaper(dependencies))
  app.post('/admin/editions/:day/place', placePaper(dependencies))
  app.post('/admin/editions/:day/move', movePaper(dependencies))
  app.post('/admin/submissions/:id/approve', approve(dependencies))
  app.post('/admin/submissions/:id/refuse', refuse(dependencies))
}

function addModeration(app: Web, dependencies: WebDependencies): void {
  const { db } = dependencies
  app.get('/reports/new', showReportForm(db))
  app.post('/reports', fileReport(db))
  app.get('/moderation', showModeration(db))
  app.post('/moderation/steps', takeStep(dependencies))
  app.get('/moderation/log', showModerationLog(db))
}

function refuseMethod(c: Parameters<typeof problem>[0], methods: string[]): Response {
  c.header('Allow', methods.join(', '))
  const message = `This address can be read only by ${methods.join(' or ')}, not by ${c.req.method}.`
  return problem(c, { status: 405, code: 'MethodNotAllowed', message })
}
