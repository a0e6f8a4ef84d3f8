import { type Channel, channelKinds } from '../../channels/channel.ts'
import type { ChannelWish } from '../../channels/channel-wish.ts'
import type { ChannelDeliveryState } from '../../channels/delivery-queries.ts'
import type { ChannelDeliveryTable } from '../../db/schema-channels.ts'
import { type ChannelChange, routes } from '../routes.ts'
import { ChannelDelivery } from '../views/channel-delivery.tsx'
import { ChannelFields, ChannelState, wishOfChannel } from '../views/channel-fields.tsx'
import { FactList } from '../views/fact-list.tsx'
import { Layout } from '../views/layout.tsx'
import { LogPaging } from '../views/log-paging.tsx'
import { Problem } from '../views/problem.tsx'
import type { Site } from '../views/site.ts'
import { Moment } from '../views/source-words.tsx'
import { StateFilter } from '../views/state-filter.tsx'
import type { Paging } from './page-props.ts'

export interface ChannelPageProps {
  site: Site
  channel: Channel
  counts: { state: string; deliveries: number }[]
  /** Those shown; absent: all. */
  state: ChannelDeliveryState | undefined
  deliveries: ChannelDeliveryTable[]
  paging: Paging
  /** What was typed to change it. */
  wish?: ChannelWish
  problem?: string
}

/** One channel with the log of what it was sent. For admins. */
export function ChannelPage(props: ChannelPageProps) {
  const { site, channel, deliveries, wish, problem } = props
  const head = {
    title: `The channel ${channel.name}`,
    description: 'What a channel was sent, and how it went.',
  }
  return (
    <Layout site={site} head={head}>
      <div class="sources">
        <nav class="crumbs" aria-label="You are here">
          <ol>
            <li>
              <a href={routes.channels()}>Channels</a>
            </li>
            <li aria-current="page">{channel.name}</li>
          </ol>
        </nav>
        <h1 class="page-title webhook">{channel.name}</h1>
        <Problem text={problem} />
        <Standing channel={channel} now={site.now} />
        <Controls channel={channel} wish={wish} />
        <section>
          <h2>What it was sent</h2>
          <Filter {...props} />
          {deliveries.length === 0 ? (
            <p>Nothing{props.state === undefined ? ' yet' : ' of that'}.</p>
          ) : (
            <ul class="rows">
              {deliveries.map((delivery) => (
                <li key={delivery.id}>
                  <ChannelDelivery delivery={delivery} now={site.now} />
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

function Standing({ channel, now }: { channel: Channel; now: number }) {
  const { kind, host, period, hour, timezone, mostPapers, categories, keywords, options, createdAt } = channel
  const when = `${period === 'daily' ? 'on weekdays' : 'on Mondays'} from ${String(hour).padStart(2, '0')}:00 on, ${timezone}`
  const taste = [...categories, ...keywords.map((word) => `“${word}”`)]
  const facts = [
    ['State', <ChannelState key="state" channel={channel} now={now} />],
    ['What it is', channelKinds[kind]],
    ['Where', options.room === undefined ? host : `${options.room} at ${host}`],
    ['When', when],
    ['Which papers', `${taste.length > 0 ? taste.join(', ') : 'all'}, at most ${mostPapers}`],
    ['Made (UTC)', <Moment key="made" at={createdAt} now={now} />],
  ] as const
  return <FactList facts={facts} />
}

function Controls({ channel, wish }: { channel: Channel; wish: ChannelWish | undefined }) {
  const { id, kind, state } = channel
  return (
    <>
      <div class="form-row">
        {state === 'active' && <Change id={id} change="test" label="Send a test" />}
        {state === 'active' && <Change id={id} change="pause" label="Pause" />}
        {state !== 'active' && <Change id={id} change="resume" label="Resume" />}
      </div>
      <p>
        <a href={routes.channelPreview(id)}>See what it would be sent</a>
      </p>
      <details class="webhook-more" open={wish !== undefined}>
        <summary>Change it</summary>
        <form class="form" method="post" action={routes.channel(id)}>
          <ChannelFields wish={wish ?? wishOfChannel(channel)} kind={kind} />
          <button class="button" type="submit">
            Save
          </button>
        </form>
      </details>
      <details class="webhook-more">
        <summary>{kind === 'webhook' ? 'New secret, or delete it' : 'Delete it'}</summary>
        {kind === 'webhook' && (
          <>
            <p>A new secret is shown once; the old one signs nothing any more.</p>
            <Change id={id} change="rotate" label="Make a new secret" />
          </>
        )}
        <p>Deleted with its log: what waits is not sent.</p>
        <Change id={id} change="delete" label="Delete the channel" />
      </details>
    </>
  )
}

function Change({ id, change, label }: { id: string; change: ChannelChange; label: string }) {
  return (
    <form method="post" action={routes.changeChannel(id, change)}>
      <button class="button" type="submit">
        {label}
      </button>
    </form>
  )
}

function Filter({ channel: { id }, counts, state }: ChannelPageProps) {
  if (counts.length === 0) return null
  return <StateFilter counts={counts} state={state} addressOf={(kind) => routes.channel(id, kind)} />
}
