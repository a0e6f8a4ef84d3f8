import { type Follow, type FollowKind, followKinds, LONGEST_FOLLOW } from '../../follows/follow-kinds.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { categoryName } from '../views/category-names.ts'
import { FollowForm } from '../views/follow-form.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface FollowsPageProps {
  site: Site
  follows: readonly Follow[]
  problem?: string
  /** What was typed, where it could not be followed. */
  typed?: { kind: FollowKind; text: string } | undefined
}

const kindNames: Record<FollowKind, { one: string; many: string }> = {
  author: { one: 'Author, by name', many: 'Authors' },
  person: { one: 'Person of this site, by handle', many: 'People of this site' },
  organisation: { one: 'Organization, by name', many: 'Organizations' },
  keyword: { one: 'Keyword, in title or abstract', many: 'Keywords' },
  category: { one: 'Category, such as cs.CL', many: 'Categories' },
}

/** What a member follows. Nobody else sees it. */
export function FollowsPage({ site, follows, problem, typed }: FollowsPageProps) {
  return (
    <AccountPage site={site} title="Following" problem={problem}>
      <SettingsLinks here={routes.ownFollows()} />
      <p>
        The newest papers of what you follow are at <a href={routes.following()}>Following</a>;{' '}
        <a href={routes.ownDigest()}>your digest</a> brings them, too, where you choose so. Nobody else sees
        what you follow.
      </p>
      {follows.length === 0 && (
        <p>
          You follow nothing yet. The pages of papers, people and categories have buttons for it; or add
          something here.
        </p>
      )}
      <AddFollow typed={typed} />
      {followKinds.map((kind) => (
        <FollowsOfKind
          key={kind}
          kind={kind}
          follows={follows.filter((one) => one.kind === kind)}
          all={follows}
        />
      ))}
    </AccountPage>
  )
}

function AddFollow({ typed }: Pick<FollowsPageProps, 'typed'>) {
  return (
    <form class="form" method="post" action={routes.ownFollows()}>
      <input type="hidden" name="wish" value="follow" />
      <label>
        What kind
        <select name="kind">
          {followKinds.map((kind) => (
            <option key={kind} value={kind} selected={kind === typed?.kind}>
              {kindNames[kind].one}
            </option>
          ))}
        </select>
      </label>
      <label>
        Whom or what
        <input
          name="value"
          type="text"
          required
          maxLength={LONGEST_FOLLOW}
          autocapitalize="none"
          autocomplete="off"
          value={typed?.text}
        />
      </label>
      <button class="button" type="submit">
        Follow
      </button>
    </form>
  )
}

interface FollowsOfKindProps {
  kind: FollowKind
  follows: readonly Follow[]
  all: readonly Follow[]
}

function FollowsOfKind({ kind, follows, all }: FollowsOfKindProps) {
  if (follows.length === 0) return null
  return (
    <section>
      <h2>{kindNames[kind].many}</h2>
      <ul class="rows follows">
        {follows.map((one) => (
          <li key={one.value}>
            <p>
              <a href={addressOf(one)}>{kind === 'person' ? `@${one.label}` : one.label}</a>
              {kind === 'category' && categoryName(one.value) && (
                <span class="quiet"> {categoryName(one.value)}</span>
              )}
            </p>
            <FollowForm
              what={{ kind, value: one.value, text: one.label }}
              follows={all}
              page={routes.ownFollows()}
              short
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function addressOf({ kind, value, label }: Follow): string {
  if (kind === 'person') return routes.person(label)
  if (kind === 'category') return routes.newest({ category: value })
  if (kind === 'author') return routes.author(label)
  return routes.search({ q: `"${label.replaceAll('"', ' ')}"`, sort: 'newest' })
}
