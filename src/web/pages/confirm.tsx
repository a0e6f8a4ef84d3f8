import type { ComponentChildren } from 'preact'
import { AccountPage } from '../views/account-page.tsx'
import type { Site } from '../views/site.ts'

export interface ConfirmPageProps {
  site: Site
  title: string
  says: string
  /** Where the button posts. */
  action: string
  token: string
  button: string
  problem?: string
  /** Fields of the form. */
  children?: ComponentChildren
}

/** Where the link of a mail leads: opening it does nothing, since programs open links, too; its button does. */
export function ConfirmPage({
  site,
  title,
  says,
  action,
  token,
  button,
  problem,
  children,
}: ConfirmPageProps) {
  return (
    <AccountPage site={site} title={title} problem={problem}>
      <p>{says}</p>
      <form class="form" method="post" action={action}>
        <input type="hidden" name="token" value={token} />
        {children}
        <button class="button" type="submit">
          {button}
        </button>
      </form>
    </AccountPage>
  )
}
