import { canGetMail } from '../../accounts/mail-address.ts'
import type { Stopped } from '../../bounces/stopped.ts'
import { type MailKind, mailKinds } from '../../community/notifications/mail-kinds.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { mailKindWords } from '../views/mail-kind-words.ts'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'
import { StoppedAddress } from '../views/stopped-address.tsx'

export interface MailChoicesPageProps {
  site: Site
  email: string
  /** Why no mail comes, where it came back. */
  stopped: Stopped | null
  wanted: ReadonlySet<MailKind>
  saved?: boolean
}

/** Which notifications come by mail, too. */
export function MailChoicesPage({ site, email, stopped, wanted, saved }: MailChoicesPageProps) {
  return (
    <AccountPage site={site} title="Mails">
      <SettingsLinks here={routes.mailChoices()} />
      {saved && <p role="status">Saved.</p>}
      {stopped && <StoppedAddress {...{ stopped, email, now: site.now, action: routes.mailArrives() }} />}
      <p>
        All of these stand among your <a href={routes.notifications()}>notifications</a>.{' '}
        {canGetMail(email) ? (
          `What is chosen here is mailed to ${email}, too.`
        ) : (
          <>
            Mails need an address, and <a href={routes.settings()}>you have given none yet</a>.
          </>
        )}
      </p>
      <form class="form" method="post" action={routes.mailChoices()}>
        <fieldset>
          <legend>Send me a mail when</legend>
          {mailKinds.map((kind) => (
            <label key={kind} class="choice">
              <input type="checkbox" name={kind} value="on" checked={wanted.has(kind)} />{' '}
              {mailKindWords[kind]}
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          Save
        </button>
      </form>
      <p class="quiet">
        Mails about signing in, and one that says that you are banned, come whatever is chosen. A single
        discussion is muted on its page.
      </p>
    </AccountPage>
  )
}
