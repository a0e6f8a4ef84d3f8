import { counted } from '../../count-text.ts'
import type { Mode } from '../../finding/finder.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { LONGEST_NAME, MOST_SEARCHES, type SavedSearch } from '../../saved-searches/saved-search.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { CadenceField } from '../views/cadence-field.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface ShownSearch extends SavedSearch {
  /** Of what it found since it was saved, the last. */
  newest: ListedPaper[]
  /** How much that is; `isMore`: at least. */
  found: number
  isMore: boolean
}

export interface SavedSearchesPageProps {
  site: Site
  searches: readonly ShownSearch[]
  /** What was just done. */
  said?: string
  problem?: string
  /** What was typed, where it could not be saved. */
  typed?: { q: string; name: string } | undefined
}

/** The searches that a member keeps. Nobody else sees them. */
export function SavedSearchesPage({ site, searches, said, problem, typed }: SavedSearchesPageProps) {
  return (
    <AccountPage site={site} title="Saved searches" problem={problem}>
      <SettingsLinks here={routes.savedSearches()} />
      {said !== undefined && <p role="status">{said}</p>}
      <p>
        New papers are compared with your searches every five minutes. Mails come at the hour of{' '}
        <a href={routes.ownDigest()}>your digest</a>, or at 8:00 UTC. Nobody else sees what you search for.
      </p>
      {searches.length === 0 ? (
        <p>You keep none yet. Search for something and press “Save this search”, or write one here.</p>
      ) : (
        <>
          <form class="form-row" method="post" action={routes.runSavedSearches()}>
            <button class="button" type="submit">
              Look for new papers now
            </button>
          </form>
          <ul class="saved-searches">
            {searches.map((search) => (
              <li key={search.id} id={`s-${search.id}`}>
                <Search search={search} now={site.now} />
              </li>
            ))}
          </ul>
        </>
      )}
      {searches.length < MOST_SEARCHES ? (
        <NewSearch typed={typed} />
      ) : (
        <p>These are {MOST_SEARCHES}, which is the most. Delete one to save another.</p>
      )}
    </AccountPage>
  )
}

const modeNames: Record<Mode, string> = {
  hybrid: 'words and meaning',
  lexical: 'words only',
  semantic: 'meaning only',
}

function Search({ search, now }: { search: ShownSearch; now: number }) {
  const { id, name, query, mode, createdAt, toldAt } = search
  const feed = routes.feed(routes.searchList({ q: query, mode, sort: 'newest' }), 'atom')
  return (
    <>
      <h2>
        <a href={routes.search({ q: query, mode, sort: 'newest' })}>{name}</a>
      </h2>
      <p class="quiet">
        {name !== query && (
          <>
            <code>{query}</code>,{' '}
          </>
        )}
        by {modeNames[mode]} · saved <PaperDate published={iso(createdAt)} now={now} />
        {toldAt !== null && (
          <>
            {' '}
            · told last <PaperDate published={iso(toldAt)} now={now} />
          </>
        )}{' '}
        · <a href={feed}>Feed</a>
      </p>
      <Newest search={search} now={now} />
      <details>
        <summary>
          Change<span class="visually-hidden"> {name}</span>
        </summary>
        <form class="form" method="post" action={routes.changeSavedSearch(id, 'change')}>
          <label>
            Its name
            <input name="name" type="text" maxLength={LONGEST_NAME} value={name} autocomplete="off" />
          </label>
          <CadenceField chosen={search.cadence} />
          <button class="button" type="submit">
            Save<span class="visually-hidden"> {name}</span>
          </button>
        </form>
        <form method="post" action={routes.changeSavedSearch(id, 'delete')}>
          <button class="button" type="submit">
            Delete<span class="visually-hidden"> {name}</span>
          </button>
        </form>
      </details>
    </>
  )
}

function Newest({ search, now }: { search: ShownSearch; now: number }) {
  const { newest, found, isMore, cadence } = search
  if (found === 0) return <p>Nothing new yet. {told[cadence]}</p>
  return (
    <>
      <p>
        {isMore ? 'At least ' : ''}
        {counted(found, 'new paper')}
        {found > newest.length ? ', the last of them:' : ':'}
      </p>
      <ul>
        {newest.map(({ id, title, published }) => (
          <li key={id}>
            <a href={routes.paper(id)}>{plainLatex(title)}</a>
            {published !== undefined && (
              <span class="quiet">
                {' '}
                <PaperDate published={published} now={now} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <p>{told[cadence]}</p>
    </>
  )
}

const told: Record<SavedSearch['cadence'], string> = {
  'at-once': 'You are told at once.',
  daily: 'You are told once a day.',
  weekly: 'You are told on Mondays.',
  off: 'Nothing is sent.',
}

function NewSearch({ typed }: Pick<SavedSearchesPageProps, 'typed'>) {
  return (
    <>
      <h2>Save a search</h2>
      <form class="form" method="post" action={routes.savedSearches()}>
        <label>
          What to look for
          <input name="q" type="search" required maxLength={250} value={typed?.q} autocomplete="off" />
          <small>
            Words, a question, or <a href={routes.searchHelp()}>what else a search understands</a>.
          </small>
        </label>
        <label>
          Its name
          <input name="name" type="text" maxLength={LONGEST_NAME} value={typed?.name} autocomplete="off" />
          <small>Left empty: as it is typed.</small>
        </label>
        <label>
          How
          <select name="mode">
            {Object.entries(modeNames).map(([mode, name]) => (
              <option key={mode} value={mode}>
                by {name}
              </option>
            ))}
          </select>
        </label>
        <CadenceField chosen="daily" />
        <button class="button" type="submit">
          Save
        </button>
      </form>
    </>
  )
}

const iso = (ms: number) => new Date(ms).toISOString()
