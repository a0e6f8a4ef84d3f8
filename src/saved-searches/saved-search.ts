// A search that a member keeps, and how one is read from a form.

import type { SavedSearchTable } from '../db/schema-searches.ts'
import { Invalid } from '../errors.ts'
import { LONGEST_QUERY, type Mode, modes } from '../finding/finder.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import { printQuery } from '../search/query/print-query.ts'

/** When a member is told of what is new. */
export const cadences = ['at-once', 'daily', 'weekly', 'off'] as const
export type Cadence = (typeof cadences)[number]

/** What a form says of a search. */
export interface SearchWish {
  name: string
  /** As typed into the search field, with its filters. */
  query: string
  mode: Mode
  cadence: Cadence
}

export interface SavedSearch extends SearchWish {
  id: string
  memberId: string
  /** Milliseconds UTC, as the other. */
  createdAt: number
  toldAt: number | null
}

/** Of one member. */
export const MOST_SEARCHES = 50
export const LONGEST_NAME = 80

/** As a form sends it. A name that is left out is the query. @throws Invalid */
export function readSearchWish(line: (name: string) => string): SearchWish {
  const query = readQuery(line('q'))
  const mode = choiceOf('mode', line('mode') || 'hybrid', modes)
  return { query, mode, ...readSettings(line, query) }
}

/** What can be changed of one that is saved. @throws Invalid */
export function readSettings(
  line: (name: string) => string,
  query: string,
): Pick<SearchWish, 'name' | 'cadence'> {
  const name = line('name').normalize('NFC').replace(/\s+/g, ' ').trim() || shortName(query)
  if (name.length > LONGEST_NAME) {
    const problem = `must have at most ${LONGEST_NAME} characters`
    throw new Invalid(`The name ${problem}, not ${name.length}.`, { name: problem })
  }
  return { name, cadence: choiceOf('cadence', line('cadence') || 'daily', cadences) }
}

export const savedSearchOf = (row: SavedSearchTable): SavedSearch => ({
  ...{ id: row.id, memberId: row.member_id, name: row.name, query: row.query },
  ...{ mode: row.mode as Mode, cadence: row.cadence as Cadence },
  ...{ createdAt: row.created_at, toldAt: row.told_at },
})

/** As a search is kept: one line, so that the same one is known again. */
export const queryText = (typed: string): string =>
  typed
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function readQuery(text: string): string {
  const query = queryText(text)
  if (query.length > LONGEST_QUERY) {
    const problem = `must have at most ${LONGEST_QUERY} characters`
    throw new Invalid(`A search that is saved ${problem}, not ${query.length}.`, { q: problem })
  }
  const { words, required, excluded, filters } = parseQuery(query, LONGEST_QUERY)
  if (printQuery({ words, required, excluded, filters }) === '') {
    throw new Invalid('There is nothing in this that can be searched for.', {
      q: 'must say what to look for',
    })
  }
  return query
}

function choiceOf<Choice extends string>(field: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === text)
  if (choice !== undefined) return choice
  const problem = `must be one of ${choices.join(', ')}`
  throw new Invalid(`“${field}” ${problem}.`, { [field]: problem })
}

function shortName(query: string): string {
  return query.length <= LONGEST_NAME
    ? query
    : `${query
        .slice(0, LONGEST_NAME - 1)
        .toWellFormed()
        .trimEnd()}…`
}
