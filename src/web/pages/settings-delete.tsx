import { routes } from '../routes.ts'
import { CurrentPasswordField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface DeleteAccountPageProps {
  site: Site
  name: string
  hasPassword: boolean
  problem?: string
}

export function DeleteAccountPage({ site, name, hasPassword, problem }: DeleteAccountPageProps) {
  return (
    <AccountPage site={site} title="Delete your account" problem={problem}>
      <SettingsLinks here={routes.deleteAccount()} />
      <p>
        Your comments lose their words and your name, your votes and claims go, your address and your ways to
        sign in are forgotten. Papers that you submitted stay. Nobody can take the name @{name} afterwards,
        not even you. This can’t be taken back: <a href={routes.exportMine()}>export what is yours</a> first.
      </p>
      <form class="form" method="post" action={routes.deleteAccount()}>
        <label>
          Type your name, {name}, to be sure
          <input name="name" type="text" required autocomplete="off" autocapitalize="none" />
        </label>
        {hasPassword && <CurrentPasswordField label="Your password" />}
        <button class="button" type="submit">
          Delete my account
        </button>
      </form>
    </AccountPage>
  )
}
