import { counted } from '../../count-text.ts'
import type { Hook } from '../../webhooks/hook.ts'
import type { HookWish } from '../../webhooks/hook-wish.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import type { Site } from '../views/site.ts'
import { HookState, WebhookFields } from '../views/webhook-fields.tsx'

export interface WebhooksPageProps {
  site: Site
  hooks: Hook[]
  counts: { webhookId: string; state: string; deliveries: number }[]
  /** A secret that nobody sees again; `isNew` false: it takes the place of another. */
  made?: { id: string; secret: string; isNew: boolean }
  /** What was typed, where it could not be made. */
  wish?: HookWish
  problem?: string
}

/** Addresses that are told what happens here. For admins. */
export function WebhooksPage({ site, hooks, counts, made, wish, problem }: WebhooksPageProps) {
  return (
    <AccountPage site={site} title="Webhooks" problem={problem}>
      <p>
        Programs elsewhere are told what happens here: each event is a signed request to an address of theirs,
        tried again for three days where it doesn’t arrive.
      </p>
      {made && <Made made={made} />}
      {hooks.length === 0 && <p>There are none.</p>}
      <ul class="rows">
        {hooks.map((hook) => (
          <li key={hook.id}>
            <Row
              hook={hook}
              counts={counts.filter(({ webhookId }) => webhookId === hook.id)}
              now={site.now}
            />
          </li>
        ))}
      </ul>
      <h2>Make a webhook</h2>
      <form class="form" method="post" action={routes.webhooks()}>
        <WebhookFields wish={wish ?? { url: '', events: ['edition.closed'], categories: '' }} />
        <button class="button" type="submit">
          Make it
        </button>
      </form>
    </AccountPage>
  )
}

function Made({ made: { id, secret, isNew } }: { made: NonNullable<WebhooksPageProps['made']> }) {
  return (
    <div class="made" role="status">
      <p>
        {isNew ? 'This is its secret' : 'This is its new secret; for a day the old one signs, too'}. It is
        shown only now: the receiver verifies with it that requests come from here.
      </p>
      <p>
        <code>{secret}</code>
      </p>
      <p>
        <a href={routes.webhook(id)}>{isNew ? 'Test it' : 'Back to it'}</a>
      </p>
    </div>
  )
}

interface RowProps {
  hook: Hook
  counts: WebhooksPageProps['counts']
  now: number
}

function Row({ hook, counts, now }: RowProps) {
  const { id, url, events, createdAt } = hook
  return (
    <p class="webhook">
      <a href={routes.webhook(id)}>{url}</a>
      <br />
      <HookState hook={hook} now={now} />
      <br />
      <span class="quiet">
        Told of {events.join(', ')}. Made{' '}
        <PaperDate published={new Date(createdAt).toISOString()} now={now} />
        {counts.length > 0 &&
          `; in 30 days ${counts.map(({ state, deliveries }) => `${counted(deliveries, state, state)}`).join(', ')}`}
        .
      </span>
    </p>
  )
}
