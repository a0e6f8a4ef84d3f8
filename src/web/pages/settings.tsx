import { routes } from '../routes.ts'
import { AddressField, CurrentPasswordField, NewPasswordField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface SettingsPageProps {
  site: Site
  name: string
  email: string
  /** As it is, or was typed. */
  fullname: string
  /** Otherwise they sign in by links or by a service. */
  hasPassword: boolean
  /** Something was just saved. */
  saved?: boolean
  problem?: string
}

export function SettingsPage(props: SettingsPageProps) {
  const { site, name, fullname, saved, problem } = props
  return (
    <AccountPage site={site} title="Settings" problem={problem}>
      <SettingsLinks here={routes.settings()} />
      {saved && <p role="status">Saved.</p>}
      <h2>Profile</h2>
      <p>
        You are <a href={routes.person(name)}>@{name}</a>.
      </p>
      <form class="form" method="post" action={routes.saveProfile()}>
        <label>
          Name shown beside it
          <input name="fullname" type="text" maxLength={60} value={fullname} autocomplete="name" />
          <small>Readers see it. Leave it empty for none.</small>
        </label>
        <button class="button" type="submit">
          Save the name
        </button>
      </form>
      <PasswordForm {...props} />
      <AddressForm {...props} />
    </AccountPage>
  )
}

function PasswordForm({ hasPassword }: SettingsPageProps) {
  return (
    <>
      <h2>Password</h2>
      <p>All other browsers are signed out by a new password.</p>
      <form class="form" method="post" action={routes.savePassword()}>
        {hasPassword && <CurrentPasswordField label="Current password" />}
        <NewPasswordField label="New password" />
        <button class="button" type="submit">
          Save the password
        </button>
      </form>
    </>
  )
}

function AddressForm({ email, hasPassword }: SettingsPageProps) {
  return (
    <>
      <h2>Mail address</h2>
      <p>Yours is {email}. Nobody sees it.</p>
      <form class="form" method="post" action={routes.saveAddress()}>
        <AddressField label="New mail address" />
        {hasPassword && <CurrentPasswordField label="Your password" />}
        <button class="button" type="submit">
          Confirm it by mail
        </button>
      </form>
    </>
  )
}
