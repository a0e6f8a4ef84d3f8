import { WhoField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import type { Site } from '../views/site.ts'

export interface AskForLinkPageProps {
  site: Site
  title: string
  says: string
  /** Where the form goes. */
  action: string
  who?: string
  problem?: string
}

/** Asks who wants a mail with a link. */
export function AskForLinkPage({ site, title, says, action, who = '', problem }: AskForLinkPageProps) {
  return (
    <AccountPage site={site} title={title} problem={problem}>
      <p>{says}</p>
      <form class="form" method="post" action={action}>
        <WhoField value={who} />
        <button class="button" type="submit">
          Send me a link
        </button>
      </form>
    </AccountPage>
  )
}
