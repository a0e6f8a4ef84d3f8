// Where alerts lead: whole addresses, made without the pages. A test compares them with those of the site.

import type { Mode } from '../finding/finder.ts'
import type { SearchWish } from './saved-search.ts'

/** `site`: without a slash at the end. */
export const searchAddresses = (site: string) => ({
  /** What the search finds, the newest first. */
  search: ({ query, mode }: Pick<SearchWish, 'query' | 'mode'>) =>
    `${site}/papers?${new URLSearchParams({ q: query, sort: 'newest', ...modeOf(mode) })}`,
  /** What their member signs in for. */
  own: `${site}/settings/searches`,
  alert: (token: string) => `${site}/searches/${token}`,
})

const modeOf = (mode: Mode): { mode?: Mode } => (mode === 'hybrid' ? {} : { mode })
