import { counted } from '../../count-text.ts'
import type { DeliveryState, LoggedDelivery } from '../../webhooks/delivery-queries.ts'
import type { Hook } from '../../webhooks/hook.ts'
import type { HookWish } from '../../webhooks/hook-wish.ts'
import { routes } from '../routes.ts'
import { FactList } from '../views/fact-list.tsx'
import { Layout } from '../views/layout.tsx'
import { LogPaging } from '../views/log-paging.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'
import { Moment } from '../views/source-words.tsx'
import { StateFilter } from '../views/state-filter.tsx'
import { WebhookDelivery } from '../views/webhook-delivery.tsx'
import { HookState, WebhookFields } from '../views/webhook-fields.tsx'
import type { Paging } from './page-props.ts'

export interface WebhookPageProps {
  site: Site
  hook: Hook
  counts: { state: string; deliveries: number }[]
  /** Those shown; absent: all. */
  state: DeliveryState | undefined
  deliveries: LoggedDelivery[]
  paging: Paging
  /** How many are sent again, where that was just asked for. */
  replayed: number | undefined
  /** What was typed to change it. */
  wish?: HookWish
  problem?: string
}

const HOUR_MS = 3_600_000

export const replayPeriods = [
  { name: 'hour', words: 'the last hour', ms: HOUR_MS },
  { name: 'day', words: 'the last day', ms: 24 * HOUR_MS },
  { name: 'week', words: 'the last week', ms: 7 * 24 * HOUR_MS },
  { name: 'month', words: 'all that is kept, 30 days', ms: 31 * 24 * HOUR_MS },
]

/** One webhook with the log of what it was told. For admins. */
export function WebhookPage(props: WebhookPageProps) {
  const { site, hook, deliveries, replayed, wish, problem } = props
  const head = { title: 'A webhook', description: 'What a webhook was told, and how that went.' }
  return (
    <Layout site={site} head={head}>
      <div class="sources">
        <nav class="crumbs" aria-label="You are here">
          <ol>
            <li>
              <a href={routes.webhooks()}>Webhooks</a>
            </li>
            <li aria-current="page">{new URL(hook.url).host}</li>
          </ol>
        </nav>
        <h1 class="page-title webhook">{hook.url}</h1>
        <Problem text={problem} />
        <Standing hook={hook} now={site.now} />
        <Controls hook={hook} typed={wish} />
        <section>
          <h2>What it was told</h2>
          {replayed !== undefined && (
            <p role="status">
              {replayed === 0
                ? 'Nothing failed since then.'
                : `${counted(replayed, 'delivery', 'deliveries')} sent again.`}
            </p>
          )}
          <Filter {...props} />
          {deliveries.length === 0 ? (
            <p>Nothing{props.state === undefined ? ' yet' : ' of that'}.</p>
          ) : (
            <ul class="rows">
              {deliveries.map((delivery) => (
                <li key={delivery.id}>
                  <WebhookDelivery delivery={delivery} now={site.now} />
                </li>
              ))}
            </ul>
          )}
          <LogPaging paging={props.paging} label="Parts of this list" />
        </section>
      </div>
    </Layout>
  )
}

function Standing({ hook, now }: { hook: Hook; now: number }) {
  const { events, categories, createdAt } = hook
  const facts = [
    ['State', <HookState key="state" hook={hook} now={now} />],
    ['Told of', events.join(', ')],
    ['New papers of', categories.length > 0 ? categories.join(', ') : 'all categories'],
    ['Made (UTC)', <Moment key="made" at={createdAt} now={now} />],
  ] as const
  return <FactList facts={facts} />
}

function Controls({ hook, typed }: { hook: Hook; typed: HookWish | undefined }) {
  const { id, url, events, categories, state } = hook
  const wish = typed ?? { url, events, categories: categories.join(' ') }
  return (
    <>
      <div class="form-row">
        {state === 'active' && <Change id={id} change="ping" label="Send a test" />}
        {state === 'active' && <Change id={id} change="pause" label="Pause" />}
        {state !== 'active' && <Change id={id} change="resume" label="Resume" />}
      </div>
      <details class="webhook-more" open={typed !== undefined}>
        <summary>Change it</summary>
        <form class="form" method="post" action={routes.webhook(id)}>
          <WebhookFields wish={wish} />
          <button class="button" type="submit">
            Save
          </button>
        </form>
      </details>
      <details class="webhook-more">
        <summary>New secret, or delete it</summary>
        <p>A new secret is shown once; for a day the old one signs, too.</p>
        <Change id={id} change="rotate" label="Make a new secret" />
        <p>Deleted with its log: what waits is not sent.</p>
        <Change id={id} change="delete" label="Delete the webhook" />
      </details>
    </>
  )
}

function Change({
  id,
  change,
  label,
}: {
  id: string
  change: Parameters<typeof routes.changeWebhook>[1]
  label: string
}) {
  return (
    <form method="post" action={routes.changeWebhook(id, change)}>
      <button class="button" type="submit">
        {label}
      </button>
    </form>
  )
}

function Filter({ hook: { id }, counts, state }: WebhookPageProps) {
  if (counts.length === 0) return null
  const hasFailed = counts.some((count) => count.state === 'failed')
  return (
    <>
      <StateFilter counts={counts} state={state} addressOf={(kind) => routes.webhook(id, kind)} />
      {hasFailed && (
        <form class="form-row replay" method="post" action={routes.changeWebhook(id, 'replay')}>
          <label>
            Send again what failed in{' '}
            <select name="period">
              {replayPeriods.map(({ name, words }) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button class="button" type="submit">
            Send again
          </button>
        </form>
      )}
    </>
  )
}
