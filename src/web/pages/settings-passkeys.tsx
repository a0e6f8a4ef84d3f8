import type { PasskeyTable } from '../../db/schema-people.ts'
import { routes } from '../routes.ts'
import { CurrentPasswordField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import { PasskeyForm, type PasskeyPlace } from '../views/passkey-form.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface PasskeysPageProps {
  site: Site
  passkeys: PasskeyTable[]
  place: PasskeyPlace
  hasPassword: boolean
  problem?: string
}

/** Passkeys: added, named, removed. */
export function PasskeysPage({ site, passkeys, place, hasPassword, problem }: PasskeysPageProps) {
  return (
    <AccountPage site={site} title="Passkeys" problem={problem}>
      <SettingsLinks here={routes.passkeys()} />
      <p>
        A passkey signs you in with what unlocks your device: a finger, a face, a PIN. There is nothing to
        remember, and nothing that a false site could ask you for.
      </p>
      {passkeys.length === 0 ? (
        <p>You have none yet.</p>
      ) : (
        <ul class="rows">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Passkey passkey={passkey} now={site.now} />
            </li>
          ))}
        </ul>
      )}
      <h2>Add a passkey</h2>
      <NewPasskey place={place} hasPassword={hasPassword} />
    </AccountPage>
  )
}

function Passkey({ passkey, now }: { passkey: PasskeyTable; now: number }) {
  const { id, name, backed_up, created_at, last_used_at } = passkey
  return (
    <>
      <form method="post" action={routes.passkeys()}>
        <input type="hidden" name="remove" value={id} />
        <p>
          <strong>{name}</strong>
          <br />
          <span class="quiet">
            Added <PaperDate published={iso(created_at)} now={now} />,{' '}
            {last_used_at === null ? (
              'never used'
            ) : (
              <>
                used last <PaperDate published={iso(last_used_at)} now={now} />
              </>
            )}
            {backed_up === 1 && ', kept in several places'}
          </span>
        </p>
        <button class="button" type="submit" aria-label={`Remove ${name}`}>
          Remove
        </button>
      </form>
      <details>
        <summary aria-label={`Rename ${name}`}>Rename</summary>
        <form class="form" method="post" action={routes.passkeys()}>
          <input type="hidden" name="rename" value={id} />
          <NameField value={name} />
          <button class="button" type="submit">
            Save the name
          </button>
        </form>
      </details>
    </>
  )
}

const NameField = ({ value = '' }: { value?: string }) => (
  <label>
    What you call it
    <input name="name" type="text" required maxLength={60} value={value} autocomplete="off" />
    <small>So that you know which one it is: my phone, the key on my desk.</small>
  </label>
)

function NewPasskey({ place, hasPassword }: Pick<PasskeysPageProps, 'place' | 'hasPassword'>) {
  if (place.at === 'nowhere') {
    return <p>Passkeys need an address that begins with https. This site has none, so it can’t take any.</p>
  }
  if (place.at === 'elsewhere') {
    const address = `${place.origin}${routes.passkeys()}`
    return (
      <p>
        Browsers take no passkeys at this address. Sign in at <a href={address}>{address}</a> and add one
        there.
      </p>
    )
  }
  return (
    <>
      <p data-no-passkeys>
        This browser can’t add one: that needs scripts, and a browser that knows passkeys.
      </p>
      <PasskeyForm
        does="add"
        action={routes.passkeys()}
        question={routes.newPasskeyQuestion()}
        button="Add a passkey"
      >
        <NameField />
        {hasPassword && <CurrentPasswordField label="Your password" />}
      </PasskeyForm>
    </>
  )
}

const iso = (ms: number) => new Date(ms).toISOString()
