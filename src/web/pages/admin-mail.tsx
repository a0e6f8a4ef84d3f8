import { counted } from '../../count-text.ts'
import { isLinkDead } from '../../mail/dead-links.ts'
import type { UnsentMail } from '../../mail/mail-queries.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import type { Site } from '../views/site.ts'

export interface MailPageProps {
  site: Site
  counts: { state: string; mails: number }[]
  /** Those that were not sent, the newest first. */
  mails: UnsentMail[]
  /** SMTP_URL is set. */
  hasServer: boolean
}

/** What waits, failed, or is of unknown fate. For admins. */
export function MailPage({ site, counts, mails, hasServer }: MailPageProps) {
  return (
    <AccountPage site={site} title="Mail">
      {!hasServer && (
        <p>
          SMTP_URL is not set, so mail waits here. Until it is, hand the links below to the people they are
          for.
        </p>
      )}
      <p>
        {counts.length === 0
          ? 'No mail was written yet.'
          : counts.map(({ state, mails: number }) => `${counted(number, 'mail')} ${state}`).join(', ')}
      </p>
      <ul class="rows">
        {mails.map((mail) => (
          <li key={mail.id}>
            <Mail mail={mail} now={site.now} />
          </li>
        ))}
      </ul>
    </AccountPage>
  )
}

function Mail({ mail, now }: { mail: UnsentMail; now: number }) {
  const { id, recipient, subject, body, state, created_at, last_error } = mail
  const hasEnded = state === 'failed' || state === 'doubtful'
  const isDead = isLinkDead(mail, now)
  return (
    <>
      <p>
        <strong>{subject}</strong> to {recipient}
        <br />
        <span class="quiet">
          {state}, written <PaperDate published={new Date(created_at).toISOString()} now={now} />
          {last_error !== null && `: ${last_error}`}
        </span>
      </p>
      {state === 'doubtful' && !isDead && (
        <p>Nobody can know whether it arrived. Sent again it may come twice.</p>
      )}
      {hasEnded && isDead && <p>The link in it works no more, so it can’t be sent again.</p>}
      <details>
        <summary>Text</summary>
        <pre class="mail-text">{body}</pre>
      </details>
      {hasEnded && !isDead && (
        <form method="post" action={routes.mails()}>
          <input type="hidden" name="id" value={id} />
          <button class="button" type="submit">
            Send again
          </button>
        </form>
      )}
    </>
  )
}
