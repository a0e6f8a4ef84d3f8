import type { SessionRow } from '../../accounts/session-queries.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface SessionsPageProps {
  site: Site
  sessions: SessionRow[]
  /** The id of the one that looks. */
  current: string
}

/** Browsers that are signed in. */
export function SessionsPage({ site, sessions, current }: SessionsPageProps) {
  return (
    <AccountPage site={site} title="Browsers that are signed in">
      <SettingsLinks here={routes.sessions()} />
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <Session session={session} site={site} isCurrent={session.id === current} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action={routes.sessions()}>
          <button class="button" type="submit">
            Sign out all others
          </button>
        </form>
      )}
    </AccountPage>
  )
}

interface SessionProps {
  session: SessionRow
  site: Site
  isCurrent: boolean
}

function Session({ session, site, isCurrent }: SessionProps) {
  const { id, user_agent, created_at, updated_at } = session
  const facts = (
    <p>
      <strong>{isCurrent ? 'This browser' : browserName(user_agent)}</strong>
      <br />
      <span class="quiet">
        Signed in <PaperDate published={created_at} now={site.now} />, used last{' '}
        <PaperDate published={updated_at} now={site.now} />
      </span>
    </p>
  )
  if (isCurrent) return facts
  return (
    <form method="post" action={routes.sessions()}>
      <input type="hidden" name="id" value={id} />
      {facts}
      <button class="button" type="submit">
        Sign out
      </button>
    </form>
  )
}

const browsers = /\b(Firefox|Edg|OPR|Chrome|Safari)\b/
const systems = /\b(Windows|Android|iPhone|iPad|Mac OS X|Linux)\b/
const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }

/** Browsers say a lot that is not so; what is left is enough to know one's own. */
function browserName(agent: string | null): string {
  const [browser, system] = [browsers.exec(agent ?? '')?.[1], systems.exec(agent ?? '')?.[1]]
  const known = (name: string) => names[name] ?? name
  if (browser === undefined) return system === undefined ? 'A program' : `A program on ${known(system)}`
  return system === undefined ? known(browser) : `${known(browser)} on ${known(system)}`
}
