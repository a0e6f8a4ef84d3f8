// The addresses of the digest.

import type { Web, WebDependencies } from './environment.ts'
import { releaseBounced, showBounces } from './handlers/admin-bounces.tsx'
import { changeSuppression, pauseDigests, sendDigestsAgain, showDigests } from './handlers/admin-digests.tsx'
import { showArchive, showPastDigest } from './handlers/archive.tsx'
import { showDigestPreview } from './handlers/digest-preview.ts'
import { showOwnDigest, subscribeOwn } from './handlers/settings-digest.tsx'
import { confirmByLink, showConfirmSubscription, showSubscribe, subscribe } from './handlers/subscribe.tsx'
import {
  arrivesByLink,
  eraseByLink,
  savePreferencesByLink,
  sendSubscription,
  showSubscription,
  unsubscribeByLink,
  unsubscribeByOneClick,
} from './handlers/subscription.tsx'

export function addDigests(app: Web, dependencies: WebDependencies): void {
  app.get('/subscribe', showSubscribe)
  app.post('/subscribe', subscribe(dependencies))
  app.get('/subscribe/confirm', showConfirmSubscription(dependencies))
  app.post('/subscribe/confirm', confirmByLink(dependencies))
  app.get('/subscriptions/:token', showSubscription(dependencies))
  app.post('/subscriptions/:token', unsubscribeByOneClick(dependencies))
  app.post('/subscriptions/:token/preferences', savePreferencesByLink(dependencies))
  app.post('/subscriptions/:token/arrives', arrivesByLink(dependencies))
  app.post('/subscriptions/:token/unsubscribe', unsubscribeByLink(dependencies))
  app.get('/subscriptions/:token/export', sendSubscription(dependencies))
  app.post('/subscriptions/:token/erase', eraseByLink(dependencies))
  app.get('/digests/preview', showDigestPreview)
  app.get('/digests', showArchive())
  for (const period of ['daily', 'weekly'] as const) {
    app.get(`/digests/${period}`, showArchive(period))
    app.get(`/digests/${period}/:key`, showPastDigest(period))
  }
  app.get('/settings/digest', showOwnDigest(dependencies))
  app.post('/settings/digest', subscribeOwn(dependencies))
  app.get('/admin/bounces', showBounces(dependencies))
  app.post('/admin/bounces/release', releaseBounced(dependencies))
  app.get('/admin/digests', showDigests(dependencies))
  app.post('/admin/digests/pause', pauseDigests(dependencies, true))
  app.post('/admin/digests/resume', pauseDigests(dependencies, false))
  app.post('/admin/digests/again', sendDigestsAgain(dependencies))
  app.post('/admin/digests/suppress', changeSuppression(dependencies, true))
  app.post('/admin/digests/release', changeSuppression(dependencies, false))
}
