import { routes } from '../routes.ts'

const parts = [
  { name: 'Profile, password, address', href: routes.settings() },
  { name: 'Browsers', href: routes.sessions() },
  { name: 'Passkeys', href: routes.passkeys() },
  { name: 'Mails', href: routes.mailChoices() },
  { name: 'Digest', href: routes.ownDigest() },
  { name: 'Following', href: routes.ownFollows() },
  { name: 'Searches', href: routes.savedSearches() },
  { name: 'Tokens', href: routes.tokens() },
  { name: 'Submissions', href: routes.ownSubmissions() },
  { name: 'Your papers', href: routes.ownClaims() },
  { name: 'Export', href: routes.exportMine() },
  { name: 'Delete account', href: routes.deleteAccount() },
]

/** The pages of settings, on each of them. */
export function SettingsLinks({ here }: { here: string }) {
  return (
    <nav aria-label="Settings">
      <ul class="settings-links">
        {parts.map(({ name, href }) => (
          <li key={href}>
            <a href={href} {...(href === here && { 'aria-current': 'page' as const })}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
