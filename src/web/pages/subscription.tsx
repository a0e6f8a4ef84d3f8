import type { Stopped } from '../../bounces/stopped.ts'
import { dateText } from '../../digests/date-language.ts'
import type { Preferences, Subscription } from '../../digests/subscription.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PreferenceFields } from '../views/preference-fields.tsx'
import type { Site } from '../views/site.ts'
import { StoppedAddress } from '../views/stopped-address.tsx'

export interface SubscriptionPageProps {
  site: Site
  /** Of the link that led here: whoever has it may change all this. */
  token: string
  subscription: Subscription
  /** Why nothing comes, where mail came back. */
  stopped?: Stopped | null
  /** What was just done. */
  said?: string
  problem?: string
  /** What was typed, where it could not be saved. */
  typed?: Readonly<Record<string, string>>
}

/** Where the links of a digest lead: what comes, and how to end it. */
export function SubscriptionPage({
  site,
  token,
  subscription,
  stopped,
  said,
  problem,
  typed,
}: SubscriptionPageProps) {
  const { email, state } = subscription
  return (
    <AccountPage site={site} title="Your subscription" problem={problem}>
      {said !== undefined && <p role="status">{said}</p>}
      <p>
        <strong>{email}</strong>{' '}
        {stopped && state === 'confirmed' ? 'is subscribed.' : <Stands {...subscription} />}
      </p>
      {stopped && (
        <StoppedAddress
          {...{ stopped, email, now: site.now, action: routes.changeSubscription(token, 'arrives') }}
        />
      )}
      {state === 'unconfirmed' ? (
        <p>The link of the mail that asked you to confirm is needed first. It was sent to that address.</p>
      ) : (
        <form class="form" method="post" action={routes.changeSubscription(token, 'preferences')}>
          <PreferenceFields subscription={subscription} typed={typed} />
          <button class="button" type="submit">
            {state === 'unsubscribed' ? 'Save and subscribe again' : 'Save'}
          </button>
        </form>
      )}
      {state !== 'unsubscribed' && <Unsubscribe token={token} siteName={site.name} />}
      <h2>What is kept</h2>
      <p>
        Your address, what you chose, when you confirmed it, and which papers you were sent:{' '}
        <a href={routes.changeSubscription(token, 'export')}>take it along as JSON</a>.
      </p>
      <form class="form" method="post" action={routes.changeSubscription(token, 'erase')}>
        <label class="choice">
          <input type="checkbox" name="forGood" value="on" /> Never write to this address again, whoever asks
          for it. A hash is kept for that, from which nobody can read the address.
        </label>
        <button class="button" type="submit">
          Erase all of it
        </button>
      </form>
    </AccountPage>
  )
}

const does: Record<Preferences['period'], string> = {
  daily: 'gets the papers of the day on weekdays.',
  weekly: 'gets the papers of the week on Mondays.',
  off: 'is confirmed, and gets nothing: you chose “off”.',
}

function Stands({ state, period, pausedUntil, language }: Subscription) {
  if (state === 'unconfirmed') return <>is not confirmed yet: it gets nothing.</>
  if (state === 'unsubscribed') return <>is unsubscribed: it gets no digests any more.</>
  if (pausedUntil === null) return <>{does[period]}</>
  const { text, direction } = dateText(pausedUntil, 'plain', language)
  return (
    <>
      gets nothing before{' '}
      <time dateTime={pausedUntil} lang={language} dir={direction}>
        {text}
      </time>
      .
    </>
  )
}

function Unsubscribe({ token, siteName }: { token: string; siteName: string }) {
  return (
    <>
      <h2>Unsubscribe</h2>
      <p>
        Ends the digests. Mails about an account at {siteName}, if you have one, stay as its settings say.
      </p>
      <form class="form" method="post" action={routes.changeSubscription(token, 'unsubscribe')}>
        <button class="button" type="submit">
          Unsubscribe
        </button>
      </form>
    </>
  )
}
