import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface OwnDigestPageProps {
  site: Site
  email: string
  /** The address is confirmed, and mail can reach it. */
  canSubscribe: boolean
  /** Where what comes is changed; absent: nothing comes. */
  link?: string
}

/** The digest of a member's own address. */
export function OwnDigestPage({ site, email, canSubscribe, link }: OwnDigestPageProps) {
  return (
    <AccountPage site={site} title="Digest">
      <SettingsLinks here={routes.ownDigest()} />
      <p>
        {site.name} by mail, daily or weekly: <a href={routes.digestPreview()}>see what one looks like</a>.
      </p>
      {!canSubscribe && (
        <p>
          It needs a mail address that is confirmed: <a href={routes.settings()}>give one</a>.
        </p>
      )}
      {canSubscribe && link !== undefined && (
        <p>
          It comes to {email}. <a href={link}>Change what comes, pause or unsubscribe</a>
        </p>
      )}
      {canSubscribe && link === undefined && (
        <form class="form" method="post" action={routes.ownDigest()}>
          <button class="button" type="submit">
            Subscribe with {email}
          </button>
        </form>
      )}
    </AccountPage>
  )
}
