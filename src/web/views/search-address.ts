import type { Mode, Order } from '../../finding/finder.ts'
import { printQuery } from '../../search/query/print-query.ts'
import type { Query } from '../../search/query/query.ts'
import { routes } from '../routes.ts'

/** The search that a page shows. */
export interface ShownSearch {
  query: Query
  order: Order
  mode: Mode
}

/** The same search with something changed, from its first paper on. */
export function changedSearch(shown: ShownSearch, change: Partial<ShownSearch>): string {
  const { query, order, mode } = { ...shown, ...change }
  return routes.search({ q: printQuery(query), sort: order, mode })
}
