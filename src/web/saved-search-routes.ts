// The addresses of searches that members keep.

import type { Web, WebDependencies } from './environment.ts'
import {
  changeOwnSearch,
  deleteOwnSearch,
  runNow,
  saveOwnSearch,
  showSavedSearches,
} from './handlers/saved-searches.tsx'
import { endByOneClick, saveCadenceByLink, showSearchAlert, stopByLink } from './handlers/search-alert.tsx'

export function addSavedSearches(app: Web, dependencies: WebDependencies): void {
  app.get('/settings/searches', showSavedSearches(dependencies))
  app.post('/settings/searches', saveOwnSearch(dependencies))
  app.post('/settings/searches/run', runNow(dependencies))
  app.post('/settings/searches/:id/change', changeOwnSearch(dependencies))
  app.post('/settings/searches/:id/delete', deleteOwnSearch(dependencies))
  app.get('/searches/:token', showSearchAlert(dependencies))
  app.post('/searches/:token', endByOneClick(dependencies))
  app.post('/searches/:token/cadence', saveCadenceByLink(dependencies))
  app.post('/searches/:token/stop', stopByLink(dependencies))
}
