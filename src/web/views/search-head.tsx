import { counted, exactCount } from '../../count-text.ts'
import type { Order } from '../../finding/finder.ts'
import { printQuery } from '../../search/query/print-query.ts'
import { REACHABLE } from '../../search/searcher.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { ListTitle } from './list-head.tsx'
import { activeFilters, withoutFilters } from './query-filters.ts'
import { changedSearch } from './search-address.ts'

const orderNames: Record<Order, string> = {
  relevance: 'Relevance',
  newest: 'Newest',
  upvotes: 'Most upvoted',
}

const modeNames = { lexical: 'words only', semantic: 'meaning only' }

/** The site's name, the orders, how many papers match what, and the filters that can be taken away. */
export function SearchHead(props: SearchPageProps) {
  return (
    <>
      <header class="list-head">
        <ListTitle site={props.site} />
        <Orders {...props} />
      </header>
      <div class="found">
        <Found {...props} />
        <Chips {...props} />
      </div>
    </>
  )
}

function Orders(props: SearchPageProps) {
  return (
    <nav class="tabs" aria-label="Order of the papers">
      {Object.entries(orderNames).map(([order, name]) => (
        <a
          key={order}
          href={changedSearch(props, { order: order as Order })}
          rel="nofollow"
          {...(order === props.order && { 'aria-current': 'true' as const })}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}

function Found({ query, total, state, mode, order }: SearchPageProps) {
  const words = printQuery(withoutFilters(query))
  const asked = words === '' ? null : <q>{words}</q>
  if (state.kind === 'unavailable') return <h2>Search for {asked ?? 'papers'}</h2>
  if (total === 0) return <h2>No paper found {asked && <>for {asked}</>}</h2>
  // By meaning every paper is more or less near: as many as paging reaches are no number of matches.
  if (total === REACHABLE && mode !== 'lexical' && order === 'relevance') {
    return (
      <h2>
        The {exactCount(total)} papers nearest to {asked}
      </h2>
    )
  }
  return (
    <h2>
      {counted(total, 'paper')} {total === 1 ? 'matches' : 'match'} {asked}
    </h2>
  )
}

/** What narrows the search; pressing one takes it away. */
function Chips(props: SearchPageProps) {
  const chips = activeFilters(props.query).map(({ label, without }) => ({
    label,
    href: changedSearch(props, { query: without }),
  }))
  if (props.mode !== 'hybrid') {
    chips.push({ label: modeNames[props.mode], href: changedSearch(props, { mode: 'hybrid' }) })
  }
  if (chips.length === 0) return null
  return (
    <ul class="chips" aria-label="Filters">
      {chips.map(({ label, href }) => (
        <li key={label}>
          <a href={href} rel="nofollow" title="Take this filter away">
            <span class="visually-hidden">Without the filter: </span>
            {label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
