import type { SearchPageProps } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { CadenceField } from './cadence-field.tsx'

/** Keeps the search that a page shows, so that its reader is told of new papers; who isn't signed in is led to where they can. */
export function SaveSearch({ query, mode, kept }: Pick<SearchPageProps, 'query' | 'mode' | 'kept'>) {
  if (kept === undefined) {
    return (
      <a
        class="button"
        href={routes.signIn(routes.search({ q: query.text, mode }))}
        rel="nofollow"
        title="Sign in to save this search and be told of new papers"
      >
        Save this search
      </a>
    )
  }
  if (kept !== null) {
    return (
      <a class="button" href={routes.savedSearches(undefined, kept.id)}>
        Saved{kept.name === query.text ? '' : ` as “${kept.name}”`}
      </a>
    )
  }
  return (
    <details class="save-search">
      <summary class="button">Save this search</summary>
      <form class="form" method="post" action={routes.savedSearches()}>
        <input type="hidden" name="q" value={query.text} />
        <input type="hidden" name="mode" value={mode} />
        <label>
          Its name
          <input name="name" type="text" maxLength={80} value={query.text.slice(0, 80)} autocomplete="off" />
        </label>
        <CadenceField chosen="daily" />
        <button class="button" type="submit">
          Save
        </button>
      </form>
    </details>
  )
}
