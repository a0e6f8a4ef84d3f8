import { parseQuery } from '../../search/query/parse-query.ts'
import { printQuery } from '../../search/query/print-query.ts'
import type { Query } from '../../search/query/query.ts'
import { isStopWord } from '../../search/text/stop-words.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { activeFilters, withoutFilters } from './query-filters.ts'
import { changedSearch } from './search-address.ts'

/** More ways out would be a second search to read. */
const wordsOffered = 6

/** In the place of results: what to take away from the query, and where else to look. */
export function NothingFound(props: SearchPageProps) {
  const { query, mode } = props
  const looser = withoutConditions(query)
  const words = singleWords(query)
  return (
    <div class="prose">
      <p>No paper of this site fits all of that. You could try:</p>
      <ul>
        {activeFilters(query).length > 0 && (
          <li>
            <a href={changedSearch(props, { query: withoutFilters(query) })}>the same without filters</a>
          </li>
        )}
        {looser !== undefined && (
          <li>
            the same words, none of them required:{' '}
            <a href={changedSearch(props, { query: looser })}>{looser.text}</a>
          </li>
        )}
        {mode !== 'hybrid' && (
          <li>
            <a href={changedSearch(props, { mode: 'hybrid' })}>words and meaning together</a>
          </li>
        )}
        {words.length > 1 && (
          <li>
            one word at a time:{' '}
            {words.map((word, index) => (
              <>
                {index > 0 && ', '}
                <a href={routes.search({ q: word })}>{word}</a>
              </>
            ))}
          </li>
        )}
        <li>
          <a href={routes.searchHelp()}>how to search</a>
        </li>
        <li>
          <a href={routes.newest()}>all new papers</a>, by category and day
        </li>
      </ul>
    </div>
  )
}

/** The words of all conditions as words that only rank; undefined where the query has no other conditions than filters. */
function withoutConditions(query: Query): Query | undefined {
  const rest = withoutFilters(query)
  if (rest.required.length === 0 && rest.excluded.length === 0) return undefined
  const words = wordsIn(printQuery({ ...rest, excluded: [] }))
  return words.length === 0 ? undefined : parseQuery(words.join(' '))
}

function singleWords(query: Query): string[] {
  const words = wordsIn(printQuery({ ...withoutFilters(query), excluded: [] }))
  return words.filter((word) => !isStopWord(word.toLowerCase())).slice(0, wordsOffered)
}

function wordsIn(text: string): string[] {
  const words = text.replace(/\b\w+:/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? []
  return [...new Set(words.filter((word) => word !== 'OR' && word !== 'AND' && word !== 'NOT'))]
}
