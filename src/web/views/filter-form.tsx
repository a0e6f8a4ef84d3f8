import { printQuery } from '../../search/query/print-query.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { categoryName, isCategory } from './category-names.ts'
import { authorsAsked, firstDate, lastDate, withoutFilters } from './query-filters.ts'

/** What the form asks for by a tick box; others are typed and stay in the text of the query. */
const offeredTraits = [
  { trait: 'code', name: 'with code' },
  { trait: 'listed', name: 'from the daily lists' },
] as const

const modeNames = {
  hybrid: 'words and meaning',
  lexical: 'words only',
  semantic: 'meaning only',
}

/** The filters as fields; the server writes them into the query and leads to its address. */
export function FilterForm(props: SearchPageProps) {
  const { query, order } = props
  const others = query.filters.has.filter(
    (trait) => !offeredTraits.some((offered) => offered.trait === trait),
  )
  const rest = { ...withoutFilters(query), filters: { categories: [], has: others } }
  return (
    <form class="filters" action={routes.papers()} method="get">
      <h2>Filters</h2>
      <input type="hidden" name="q" value={printQuery(rest)} />
      {order !== 'relevance' && <input type="hidden" name="sort" value={order} />}
      <CategoryField {...props} />
      <label>
        Author
        <input type="text" name="author" value={authorsAsked(query).join('; ')} />
      </label>
      <Span query={query} />
      <TickBoxes query={query} />
      <ModeChoice {...props} />
      <button class="button" type="submit">
        Apply
      </button>
      <p class="quiet">
        <a href={routes.searchHelp()}>How to search</a>
      </p>
    </form>
  )
}

/** Any categories can be typed; those of the papers found are offered. */
function CategoryField({ query, facets }: SearchPageProps) {
  const offered = facets.categories.filter(({ value }) => isCategory(value))
  return (
    <>
      <label>
        Category
        <input
          type="text"
          name="category"
          list="categories"
          value={query.filters.categories.join(' ')}
          placeholder="cs.CL, math, …"
        />
      </label>
      <datalist id="categories">
        {offered.map(({ value }) => (
          <option key={value} value={value}>
            {categoryName(value) ?? value}
          </option>
        ))}
      </datalist>
    </>
  )
}

function Span({ query }: Pick<SearchPageProps, 'query'>) {
  const { after, before } = query.filters
  return (
    <div class="span">
      <label>
        From
        <input type="text" name="from" value={firstDate(after)} placeholder="2023" size={10} />
      </label>
      <label>
        To
        <input type="text" name="to" value={lastDate(before)} placeholder="2024-06" size={10} />
      </label>
    </div>
  )
}

function TickBoxes({ query }: Pick<SearchPageProps, 'query'>) {
  return (
    <fieldset>
      <legend class="visually-hidden">Only papers</legend>
      {offeredTraits.map(({ trait, name }) => (
        <label key={trait} class="tick">
          <input type="checkbox" name={trait} value="1" checked={query.filters.has.includes(trait)} /> {name}
        </label>
      ))}
    </fieldset>
  )
}

function ModeChoice({ mode }: Pick<SearchPageProps, 'mode'>) {
  return (
    <label>
      Search by
      <select name="mode">
        {Object.entries(modeNames).map(([value, name]) => (
          <option key={value} value={value} selected={value === mode}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
