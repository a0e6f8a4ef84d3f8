// The site as one function from a request to an answer: what stands before every handler, and every address.

import { Hono } from 'hono'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { whileReaderWaits } from '../db/patience.ts'
import { createTotals } from '../papers/lists/totals.ts'
import { specsOfSettings } from '../sources/harvest/sources-of-settings.ts'
import { createTelemetry, type Telemetry } from '../telemetry/telemetry.ts'
import { addAccounts, addSettings } from './account-routes.ts'
import { addApi, readableFromEverywhere } from './api/api.ts'
import { rateLimit } from './api/rate-limit.ts'
import { addModeration, addSubmissions } from './community-routes.ts'
import { addDigests } from './digest-routes.ts'
import type { Web, WebDependencies, WebEnvironment } from './environment.ts'
import { addChannels } from './handlers/admin-channels.tsx'
import { forgetFailedJobs, showOverview } from './handlers/admin-overview.tsx'
import { addWebhooks } from './handlers/admin-webhooks.tsx'
import { sendAvatar } from './handlers/avatar.ts'
import { takeBounceReports } from './handlers/bounce-reports.ts'
import { pauseSource, runSource } from './handlers/change-source.ts'
import { claimActions } from './handlers/claims.tsx'
import { commentPages } from './handlers/comment-pages.tsx'
import { commentActions } from './handlers/comments.tsx'
import { pickDay, showEdition, showFrontPage } from './handlers/edition.tsx'
import { addFeeds } from './handlers/feeds.ts'
import { showFeeds } from './handlers/feeds-page.tsx'
import { showFollowing } from './handlers/following.tsx'
import { alive, ready } from './handlers/health.ts'
import { sendMetrics } from './handlers/metrics.ts'
import { muteByLink, showMuteLink } from './handlers/mute-link.tsx'
import { showNewest } from './handlers/newest.tsx'
import { markAsRead, showNotifications } from './handlers/notifications.tsx'
import { showPaper } from './handlers/paper.tsx'
import { changePaper } from './handlers/paper-actions.ts'
import { linkActions } from './handlers/paper-links.tsx'
import { showPerson } from './handlers/person.tsx'
import { searchOr, showSearch } from './handlers/search.tsx'
import { showAbout, showSearchHelp } from './handlers/site-pages.tsx'
import { showSource, showSources } from './handlers/sources.tsx'
import { sendAsset, sendFavicon, sendFaviconIco } from './handlers/static-files.ts'
import { showStopMails, stopMailsByOneClick } from './handlers/stop-mails.tsx'
import { sendSuggestions } from './handlers/suggest.ts'
import { showTrending } from './handlers/trending.tsx'
import { voteActions } from './handlers/vote.ts'
import { addMcp, guardMcp } from './mcp/add-mcp.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createSiteFigures } from './metrics/site-figures.ts'
import { accessLog } from './middleware/access-log.ts'
import { addressLimits } from './middleware/address-limits.ts'
import { compress } from './middleware/compress.ts'
import { csrf } from './middleware/csrf.ts'
import { answerError, answerNotFound, problem } from './middleware/errors.tsx'
import { forwardedNotice } from './middleware/forwarded-notice.ts'
import { hostCheck } from './middleware/host-check.ts'
import { keptAnswers } from './middleware/kept-answers.ts'
import { lateNotice } from './middleware/late-notice.ts'
import { paperCount } from './middleware/paper-count.ts'
import { replicaReads } from './middleware/replica-reads.ts'
import { requestId } from './middleware/request-id.ts'
import { requestTimes } from './middleware/request-times.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { sampleEdition, site } from './middleware/site.ts'
import { trailingSlash } from './middleware/trailing-slash.ts'
import { unread } from './middleware/unread.ts'
import { viewer } from './middleware/viewer.ts'
import { addPrograms } from './programs/add-programs.ts'
import { addSavedSearches } from './saved-search-routes.ts'

export type { Web, WebDependencies } from './environment.ts'

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
  const { telemetry } = dependencies.node ?? { telemetry: createTelemetry() }
  const figures = createSiteFigures(dependencies)
  app.use(requestTimes(telemetry, dependencies.config.TRUST_PROXY))
  app.use((_, next) => whileReaderWaits(next))
  addMiddleware(app, dependencies, telemetry)
  addFiles(app, dependencies)
  addFeeds(app, dependencies)
  app.get('/metrics', sendMetrics(createMetrics(dependencies, { telemetry, totalsOf, figures })))
  // Its bearer token is no member's.
  app.post('/mail/bounces', takeBounceReports(dependencies))
  // Files and probes are the same for everybody: who asks is looked up behind them.
  app.use(viewer(dependencies.accounts))
  app.use(sampleEdition(dependencies))
  app.use(paperCount(totalsOf))
  app.use(lateNotice(dependencies))
  app.use(unread(dependencies.db))
  addApi(app, dependencies)
  addMcp(app, dependencies)
  addPrograms(app, dependencies)
  addPages(app, dependencies, totalsOf)
  app.get('/admin', showOverview(dependencies, figures))
  app.post('/admin/jobs/forget', forgetFailedJobs(dependencies))
  addAccounts(app, dependencies)
  addSettings(app, dependencies)
  addModeration(app, dependencies)
  addWebhooks(app, dependencies)
  addChannels(app, dependencies)
  addDigests(app, dependencies)
  addSavedSearches(app, dependencies)
  app.onError(answerError)
  app.notFound(answerNotFound)
  return app
}

/**
 * Whoever has the answer already may need a new cookie all the same; and a browser gives an answer to a page of another
 * site only where this one says so, even one that it has kept.
 */
const alsoTold = [
  ...['set-cookie', 'access-control-allow-origin', 'access-control-expose-headers'],
  ...['last-modified', 'link', 'x-total-count'],
]

/** From the outside in: each sees the answers of those below it. */
function addMiddleware(app: Web, dependencies: WebDependencies, { tallies }: Telemetry): void {
  const { config, log } = dependencies
  app.use(requestId({ trustProxy: config.TRUST_PROXY }))
  app.use(accessLog(log))
  app.use(forwardedNotice(log, config.TRUST_PROXY))
  // Before what refuses: a program in a page must be able to read why.
  app.use('/api/*', readableFromEverywhere)
  app.use(
    '/api/*',
    rateLimit({ what: 'api', rate: config.API_RATE, trustProxy: config.TRUST_PROXY, db: dependencies.db }),
  )
  app.use(replicaReads(dependencies.database?.replica))
  app.use(keptAnswers(dependencies.storeVersion, dependencies.clock, tallies.kept))
  app.use(securityHeaders({ https: config.PUBLIC_URL?.startsWith('https:') ?? false }))
  app.use(site(dependencies))
  app.use(compress)
  app.use(etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, ...alsoTold] }))
  app.use(hostCheck(config))
  app.use(addressLimits)
  app.use(trailingSlash)
  app.use(csrf(config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`, config.ALLOWED_HOSTS))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  guardMcp(app, dependencies)
}

function addFiles(app: Web, { db, assets }: WebDependencies): void {
  app.get('/assets/:name', sendAsset(assets))
  app.get('/avatars/:file', sendAvatar)
  app.get('/favicon.svg', sendFavicon)
  app.get('/favicon.ico', sendFaviconIco)
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
  app.get('/papers/following', showFollowing(dependencies))
  app.get('/papers/new', showNewest)
  app.get('/papers/new/:category', showNewest)
  app.get('/papers/suggest', sendSuggestions(finder))
  addSubmissions(app, dependencies)
  const actions = paperActions(dependencies)
  app.get('/papers/*', showPaper(finder, actions))
  app.on(['POST', 'PUT', 'DELETE'], '/papers/*', changePaper(actions))
  app.get('/notifications', showNotifications(dependencies))
  app.post('/notifications/read', markAsRead(dependencies))
  app.get('/notifications/mute', showMuteLink(dependencies))
  app.post('/notifications/mute', muteByLink(dependencies))
  app.get('/notifications/stop', showStopMails(dependencies))
  app.post('/notifications/stop', stopMailsByOneClick(dependencies))
  app.get('/:handle{@[^/]+}', showPerson(dependencies))
  app.get('/sources', showSources(dependencies, totalsOf))
  app.get('/sources/:source', showSource(dependencies))
  app.post('/sources/:source/run', runSource(dependencies))
  app.post('/sources/:source/pause', pauseSource(dependencies, true))
  app.post('/sources/:source/resume', pauseSource(dependencies, false))
  app.get('/about', showAbout(version))
  app.get('/about/search', showSearchHelp)
  app.get('/feeds', showFeeds)
}

function refuseMethod(c: Parameters<typeof problem>[0], methods: string[]): Response {
  c.header('Allow', methods.join(', '))
  const message = `This address can be read only by ${methods.join(' or ')}, not by ${c.req.method}.`
  return problem(c, { status: 405, code: 'MethodNotAllowed', message })
}
