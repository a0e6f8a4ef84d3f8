// Searches that members keep, and what is behind the links of mails about them.

import { routes } from '../../src/web/routes.ts'
import type { Door } from './door.ts'
import { line, type RouteLine } from './route-line.ts'

/** Well-formed, and signed by nobody: everybody is refused alike. */
const guessed = `${'0'.repeat(24)}${'x'.repeat(43)}`

const change = (what: 'change' | 'delete') => async (door: Door) =>
  routes.changeSavedSearch(await door.savedSearch(), what)

export const routesOfSearches: readonly RouteLine[] = [
  line('GET /settings/searches', 'own-pages', routes.savedSearches()),
  line('POST /settings/searches', 'save-searches', routes.savedSearches(), {
    fields: { q: 'weaving nets', name: 'Nets', cadence: 'daily', mode: 'hybrid' },
  }),
  line('POST /settings/searches/run', 'save-searches', routes.runSavedSearches()),
  line('POST /settings/searches/:id/change', 'save-searches', change('change'), {
    ...{ owned: true, fields: { name: 'Nets', cadence: 'weekly' } },
  }),
  line('POST /settings/searches/:id/delete', 'save-searches', change('delete'), { owned: true }),
  line('GET /searches/:token', 'sign-in', routes.searchAlert(guessed), { answers: [403] }),
  // Reads a body of any type, as programs send it: its own tests are in src/web/handlers/saved-searches.test.ts.
  line('POST /searches/:token', 'sign-in', routes.searchAlert(guessed), { answers: [400] }),
  line('POST /searches/:token/cadence', 'sign-in', routes.changeSearchAlert(guessed, 'cadence'), {
    ...{ answers: [403], fields: { cadence: 'off' } },
  }),
  line('POST /searches/:token/stop', 'sign-in', routes.changeSearchAlert(guessed, 'stop'), {
    answers: [403],
  }),
]
