import type { Query } from '../../search/query/query.ts'
import { routes } from '../routes.ts'
import {
  type Followable,
  FollowForm,
  followableCategory,
  followableWords,
  type OwnFollows,
} from './follow-form.tsx'

/** As long as a keyword may be that is worth following. */
const LONGEST_KEYWORD = 80

/** What a search is about, where that can be followed by itself: an author, a keyword, a category. */
export function FollowSearch({ query, follows }: { query: Query; follows: OwnFollows }) {
  const what = followableOf(query)
  if (what === null) return null
  return <FollowForm what={what} follows={follows} page={routes.search({ q: query.text })} />
}

export function followableOf({ words, required, excluded, filters }: Query): Followable | null {
  const { categories, after, before, has } = filters
  const [clause, ...others] = required
  if (excluded.length + has.length + others.length > 0 || after !== undefined || before !== undefined)
    return null
  const [category, ...more] = categories
  if (category !== undefined)
    return words.length + required.length + more.length === 0 ? followableCategory(category) : null
  if (clause === undefined) return keyword(words.join(' '))
  if (words.length > 0 || (clause.kind !== 'phrase' && clause.kind !== 'word')) return null
  if (clause.field === 'author') return named('author', clause.text)
  const isPlain = clause.field === undefined && !(clause.kind === 'word' && clause.prefix)
  return isPlain ? keyword(clause.text) : null
}

const keyword = (text: string): Followable | null =>
  text.length <= LONGEST_KEYWORD ? named('keyword', text) : null

function named(kind: 'author' | 'keyword', text: string): Followable | null {
  const what = followableWords(kind, text)
  return what.value === '' ? null : what
}
