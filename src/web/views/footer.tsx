import { type Role, reaches } from '../../accounts/roles.ts'
import { routes } from '../routes.ts'
import type { Site } from './site.ts'

/** What stands below every page. */
export function Footer({ site }: { site: Site }) {
  return (
    <footer class="footer">
      <div class="wrap">
        <ul>
          {footerLinks(site.viewer?.role).map(({ href, name }) => (
            <li key={href}>
              <a href={href}>{name}</a>
            </li>
          ))}
        </ul>
        {site.viewer && (
          <form method="post" action={routes.signOut()}>
            <button class="button" type="submit">
              Sign out
            </button>
          </form>
        )}
        <p>{site.name} is set with Broadsheet.</p>
        <p class="keys-hint">
          <button class="button" type="button" data-show-keys>
            Keys <kbd>?</kbd>
          </button>
        </p>
      </div>
    </footer>
  )
}

/** What everyone may read, and what waits for the role of who reads. */
function footerLinks(role: Role | undefined): { href: string; name: string }[] {
  const from = (needed: Role, href: string, name: string) =>
    role !== undefined && reaches(role, needed) ? [{ href, name }] : []
  return [
    { href: routes.about(), name: 'About' },
    { href: routes.searchHelp(), name: 'How to search' },
    { href: routes.sources(), name: 'Sources' },
    { href: routes.subscribe(), name: 'Subscribe' },
    { href: routes.feeds(), name: 'Feeds' },
    { href: routes.apiDocs(), name: 'API' },
    { href: routes.submit(), name: 'Submit a paper' },
    { href: routes.moderationLog(), name: 'Moderation' },
    ...from('curator', routes.adminEditions(), 'Editions'),
    ...from('moderator', routes.moderation(), 'Reports'),
    ...from('admin', routes.overview(), 'Admin'),
    ...from('admin', routes.adminClaims(), 'Claims'),
    ...from('admin', routes.people(), 'People'),
    ...from('admin', routes.mails(), 'Mail'),
    ...from('admin', routes.digests(), 'Digests'),
    ...from('admin', routes.channels(), 'Channels'),
    ...from('admin', routes.bounces(), 'Bounces'),
    ...from('admin', routes.webhooks(), 'Webhooks'),
  ]
}

/** What the keys do; `?` opens it. Everything here is a link on some page, too. */
const keyboardKeys = [
  { keys: '/', does: 'Search' },
  { keys: 'j k', does: 'Next paper, previous paper' },
  { keys: 'o Enter', does: 'Open the paper' },
  { keys: 'u', does: 'Upvote the paper, or take that back, where you are signed in' },
  { keys: 'c', does: 'Fold the comment that has the focus and its replies, or unfold them' },
  { keys: '← →', does: 'Previous and next day, week or month' },
  { keys: 'g d', does: 'Go to today’s papers' },
  { keys: 'g w', does: 'Go to the week of this day' },
  { keys: 'g m', does: 'Go to the month of this day' },
  { keys: 'g t', does: 'Go to the trending papers' },
  { keys: 'g n', does: 'Go to all new papers' },
  { keys: 'g f', does: 'Go to what you follow, where you are signed in' },
  { keys: 'g s', does: 'Go to the sources' },
  { keys: 'g a', does: 'Go to what is said about this site' },
  { keys: 'Esc', does: 'Close what is open' },
  { keys: '?', does: 'Show these keys' },
]

export function KeyboardHelp() {
  return (
    <dialog class="keys" id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <KeyTable />
      <p>
        <label>
          <input type="checkbox" checked /> Keys of one letter or sign do this
        </label>
      </p>
      <form method="dialog">
        <button class="button" type="submit">
          Close
        </button>
      </form>
    </dialog>
  )
}

export function KeyTable() {
  return (
    <dl class="keys-table">
      {keyboardKeys.map(({ keys, does }) => (
        <div key={keys}>
          <dt>
            {keys.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
