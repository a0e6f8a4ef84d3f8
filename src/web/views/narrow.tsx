import { counted, exactCount } from '../../count-text.ts'
import type { Facet } from '../../finding/finder.ts'
import type { Query } from '../../search/query/query.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { categoryName, isCategory } from './category-names.ts'
import { FilterForm } from './filter-form.tsx'
import { withCategories, withoutDates, withYears, yearAsked } from './query-filters.ts'
import { changedSearch } from './search-address.ts'

/** Longer lists are read less than they push down. */
const shownCategories = 8
const shownYears = 8

/** Beside the papers where there is room, else a line above them that opens: categories, years and a form. */
export function Narrow(props: SearchPageProps) {
  return (
    <aside class="narrow" aria-label="Narrow the search">
      <details>
        <summary>Narrow the search</summary>
        <div class="rail">
          <Categories {...props} />
          <Years {...props} />
          <FilterForm {...props} />
        </div>
      </details>
    </aside>
  )
}

function Categories(props: SearchPageProps) {
  const { query, facets } = props
  const asked = query.filters.categories
  // Of a paper's several categories, others than those asked for would promise a number that they don't keep.
  const offered = facets.categories.filter(
    ({ value }) =>
      isCategory(value) && (asked.length === 0 || asked.some((one) => value.startsWith(`${one}.`))),
  )
  const links = offered.slice(0, shownCategories).map((facet) => ({
    ...facet,
    name: categoryName(facet.value) ?? facet.value,
    query: withCategories(query, [facet.value]),
  }))
  const all = { name: 'All categories', query: withCategories(query, []) }
  return <FacetList heading="Categories" links={links} shown={props} {...(asked.length > 0 && { all })} />
}

function Years(props: SearchPageProps) {
  const { query, facets } = props
  const { after, before } = query.filters
  const years = facets.years.toSorted((a, b) => Number(b.value) - Number(a.value))
  const links =
    yearAsked(query) === undefined
      ? [...years.slice(0, shownYears).map(yearLink(query)), ...earlierLink(query, years.slice(shownYears))]
      : []
  const all = { name: 'All years', query: withoutDates(query) }
  const narrowed = after !== undefined || before !== undefined
  return <FacetList heading="Years" links={links} shown={props} {...(narrowed && { all })} />
}

const yearLink = (query: Query) => (facet: Facet) => {
  const year = Number(facet.value)
  return { ...facet, name: facet.value, query: withYears(query, { first: year, last: year }) }
}

function earlierLink(query: Query, years: Facet[]): FacetLink[] {
  const [last] = years
  if (!last) return []
  const papers = years.reduce((sum, year) => sum + year.papers, 0)
  const earlier = withYears(query, { last: Number(last.value) })
  const { after } = query.filters
  if (after !== undefined) earlier.filters.after = after
  return [{ value: `–${last.value}`, name: `${last.value} and earlier`, papers, query: earlier }]
}

interface FacetLink extends Facet {
  name: string
  query: Query
}

interface FacetListProps {
  heading: string
  links: FacetLink[]
  shown: SearchPageProps
  /** Takes the filter away. */
  all?: { name: string; query: Query }
}

function FacetList({ heading, links, shown, all }: FacetListProps) {
  if (links.length === 0 && !all) return null
  return (
    <section>
      <h2>{heading}</h2>
      <ul class="topics">
        {all && (
          <li>
            <a href={changedSearch(shown, { query: all.query })} rel="nofollow">
              {all.name}
            </a>
          </li>
        )}
        {links.map(({ value, name, papers, query }) => (
          <li key={value}>
            <a href={changedSearch(shown, { query })} rel="nofollow">
              <span class="topic">{name}</span>
              {name !== value && !value.startsWith('–') && <span class="quiet">{value}</span>}
              <span title={countTitle(papers, shown)}>{exactCount(papers)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Categories and years are counted among the papers that paging reaches. */
function countTitle(papers: number, { total, reachable }: SearchPageProps): string {
  return reachable < total
    ? `${exactCount(papers)} of the first ${exactCount(reachable)} papers`
    : counted(papers, 'paper')
}
