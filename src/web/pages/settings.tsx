import { canGetMail } from '../../accounts/mail-address.ts'
import type { Suspension } from '../../community/moderation/suspension.ts'
import { routes } from '../routes.ts'
import { AddressField, CurrentPasswordField, NewPasswordField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { fullDate } from '../views/date-text.ts'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface SettingsPageProps {
  site: Site
  name: string
  email: string
  /** As it is, or was typed. */
  fullname: string
  /** The new address, as it was typed. */
  typedEmail?: string
  /** Otherwise they sign in by links or by a service. */
  hasPassword: boolean
  /** Why they may do so little; null where they are not suspended. */
  suspension: Suspension | null
  /** Something was just saved. */
  saved?: boolean
  problem?: string
}

export function SettingsPage(props: SettingsPageProps) {
  const { site, saved, suspension, problem } = props
  return (
    <AccountPage site={site} title="Settings" problem={problem}>
      <SettingsLinks here={routes.settings()} />
      {saved && <p role="status">Saved.</p>}
      {suspension ? <SuspensionNote {...suspension} /> : <ProfileForm {...props} />}
      <PasswordForm {...props} />
      {!suspension && <AddressForm {...props} />}
    </AccountPage>
  )
}

function SuspensionNote({ until, reason }: Suspension) {
  return (
    <>
      <h2>You are suspended</h2>
      <p>
        {Number.isFinite(until) ? `Until ${fullDate(new Date(until).toISOString())} you` : 'You'} can read,
        export what is yours, change how you sign in and delete your account, but nothing else.
      </p>
      {reason !== undefined && (
        <p>
          The reason: <q>{reason}</q>
        </p>
      )}
    </>
  )
}

function ProfileForm({ name, fullname }: SettingsPageProps) {
  return (
    <>
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
    </>
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

function AddressForm({ email, typedEmail, hasPassword }: SettingsPageProps) {
  return (
    <>
      <h2>Mail address</h2>
      <p>
        {canGetMail(email)
          ? `Yours is ${email}. Nobody sees it.`
          : 'You have given none yet, so that no mail reaches you: no notification, and no link to sign in.'}
      </p>
      <form class="form" method="post" action={routes.saveAddress()}>
        <AddressField label="New mail address" {...(typedEmail !== undefined && { value: typedEmail })} />
        {hasPassword && <CurrentPasswordField label="Your password" />}
        <button class="button" type="submit">
          Confirm it by mail
        </button>
      </form>
    </>
  )
}
