import type { ShownLink } from '../../community/claims/person-link-queries.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'

export interface PersonLinksPageProps {
  site: Site
  links: readonly ShownLink[]
  /** What was typed. */
  typed?: { member: string; recorded: string }
  problem?: string
}

/** For admins: which people of imported lists are members. */
export function PersonLinksPage({ site, links, typed, problem }: PersonLinksPageProps) {
  const head = { title: 'Recorded people', description: 'People of imported lists who are members here.' }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Recorded people</h1>
        <Problem text={problem} />
        <p>
          Imported lists name people who submitted papers elsewhere. Make sure that somebody is who they say:
          what was submitted under that name then stands on the member’s page.
        </p>
        <form class="form" method="post" action={routes.personLinks()}>
          <label>
            Name on the imported lists
            <input
              type="text"
              name="recorded"
              required
              maxLength={100}
              value={typed?.recorded}
              autocomplete="off"
              autocapitalize="none"
            />
          </label>
          <label>
            Name of the member
            <input
              type="text"
              name="member"
              required
              maxLength={40}
              value={typed?.member}
              autocomplete="off"
              autocapitalize="none"
            />
          </label>
          <button class="button" type="submit">
            They are one
          </button>
        </form>
        <Links links={links} />
      </div>
    </Layout>
  )
}

function Links({ links }: Pick<PersonLinksPageProps, 'links'>) {
  return (
    <ul class="choices">
      {links.map(({ recordedId, recorded, member }) => (
        <li key={recordedId}>
          <p>
            {recorded} is <a href={routes.person(member)}>{member}</a>
          </p>
          <form method="post" action={routes.removePersonLink(recordedId)}>
            <button class="button" type="submit">
              Take it back<span class="visually-hidden">: {recorded}</span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}
