import { counted, exactCount } from '../../count-text.ts'
import type { DigestOverview } from '../../digests/manage-digests.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import type { Site } from '../views/site.ts'

export interface DigestsPageProps {
  site: Site
  overview: DigestOverview
  /** SMTP_URL and MAIL_FROM are set. */
  canSend: boolean
}

/** How many get the digest, how it went, and what can be done where it didn't. For admins. */
export function DigestsPage({ site, overview, canSend }: DigestsPageProps) {
  const { paused, subscriptions, suppressed, troubled } = overview
  return (
    <AccountPage site={site} title="Digests">
      {!canSend && (
        <p>
          <strong>No digest is sent:</strong> SMTP_URL and MAIL_FROM are not both set. Nothing piles up: once
          they are, each subscriber gets the newest edition.
        </p>
      )}
      <p>{paused ? 'Digests are paused: nothing is sent, and nothing is decided.' : 'Digests are sent.'}</p>
      <form class="form" method="post" action={routes.changeDigests(paused ? 'resume' : 'pause')}>
        <button class="button" type="submit">
          {paused ? 'Resume' : 'Pause'}
        </button>
      </form>
      <h2>Subscriptions</h2>
      {subscriptions.length === 0 && <p>Nobody has subscribed yet.</p>}
      <ul>
        {subscriptions.map(({ state, period, subscriptions: number }) => (
          <li key={`${state} ${period}`}>
            {exactCount(number)} {state}, {period}
          </li>
        ))}
      </ul>
      {suppressed.length > 0 && (
        <p>
          Addresses that are never written to:{' '}
          {suppressed.map(({ reason, addresses }) => `${exactCount(addresses)} ${reason}`).join(', ')}.{' '}
          <a href={routes.bounces()}>What came back</a>
        </p>
      )}
      <h2>The last two weeks</h2>
      <Counts counts={overview.counts} />
      <Troubled site={site} troubled={troubled} again={overview.again} />
      <Suppression />
    </AccountPage>
  )
}

function Counts({ counts }: { counts: DigestOverview['counts'] }) {
  if (counts.length === 0) return <p>Nothing was to be sent.</p>
  const editions = Map.groupBy(counts, ({ period, day }) => `${day}, ${period}`)
  return (
    <ul>
      {[...editions].map(([edition, states]) => (
        <li key={edition}>
          {edition}: {states.map(({ state, deliveries }) => `${exactCount(deliveries)} ${state}`).join(', ')}
        </li>
      ))}
    </ul>
  )
}

function Troubled({ site, troubled, again }: { site: Site } & Pick<DigestOverview, 'troubled' | 'again'>) {
  if (troubled.length === 0) return null
  return (
    <>
      <h2>Not sent</h2>
      {again > 0 && (
        <form class="form" method="post" action={routes.changeDigests('again')}>
          <button class="button" type="submit">
            {again === 1
              ? 'Send again the one that failed in the last seven days'
              : `Send again all ${exactCount(again)} that failed in the last seven days`}
          </button>
        </form>
      )}
      <ul class="rows">
        {troubled.map((delivery) => (
          <li key={delivery.id}>
            <Delivery site={site} delivery={delivery} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Delivery({ site, delivery }: { site: Site; delivery: DigestOverview['troubled'][number] }) {
  const { id, email, day, period, state, problem, created_at, attempts } = delivery
  return (
    <>
      <p>
        {email}: {day}, {period}
        <br />
        <span class="quiet">
          {state} after {counted(attempts, 'try', 'tries')}, decided{' '}
          <PaperDate published={new Date(created_at).toISOString()} now={site.now} />
          {problem !== null && `: ${problem}`}
        </span>
      </p>
      {state === 'doubtful' && <p>Nobody can know whether it arrived. Sent again it may come twice.</p>}
      {state !== 'waiting' && (
        <form method="post" action={routes.changeDigests('again')}>
          <input type="hidden" name="id" value={id} />
          <button class="button" type="submit">
            Send again
          </button>
        </form>
      )}
    </>
  )
}

function Suppression() {
  return (
    <>
      <h2>Addresses that are never written to</h2>
      <p>
        For who asks you instead of using the links of the mails. All that is known of the address is erased;
        what stays is a hash, so that there is no list to look at.
      </p>
      {(['suppress', 'release'] as const).map((change) => (
        <form key={change} class="form" method="post" action={routes.changeDigests(change)}>
          <label>
            {change === 'suppress' ? 'Never write to' : 'Allow again'}
            <input name="email" type="email" required maxLength={254} autocomplete="off" />
          </label>
          <button class="button" type="submit">
            {change === 'suppress' ? 'Erase and never write' : 'Allow'}
          </button>
        </form>
      ))}
    </>
  )
}
