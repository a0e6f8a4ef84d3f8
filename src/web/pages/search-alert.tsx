import type { SavedSearch } from '../../saved-searches/saved-search.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { CadenceField } from '../views/cadence-field.tsx'
import type { Site } from '../views/site.ts'

interface SearchAlertPageProps {
  site: Site
  /** Of the link that led here: whoever has it may change this. */
  token: string
  search: SavedSearch
  /** What was just done. */
  said?: string
}

/** Where the links of mails about a search lead: when they come, and how to end them. */
export function SearchAlertPage({ site, token, search, said }: SearchAlertPageProps) {
  const { name, query, mode, cadence } = search
  return (
    <AccountPage site={site} title="Mails about a search">
      {said !== undefined && <p role="status">{said}</p>}
      <p>
        <a href={routes.search({ q: query, mode, sort: 'newest' })}>{name}</a>
        {name !== query && (
          <>
            : <code>{query}</code>
          </>
        )}
      </p>
      {cadence !== 'off' && (
        <form class="form" method="post" action={routes.changeSearchAlert(token, 'stop')}>
          <button class="button" type="submit">
            Stop these mails
          </button>
        </form>
      )}
      <form class="form" method="post" action={routes.changeSearchAlert(token, 'cadence')}>
        <CadenceField chosen={cadence} />
        <button class="button" type="submit">
          Save
        </button>
      </form>
      <p>
        <a href={routes.savedSearches()}>All your searches</a>, for which you sign in.
      </p>
    </AccountPage>
  )
}
