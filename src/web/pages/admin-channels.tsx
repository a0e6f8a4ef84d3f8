import type { Channel } from '../../channels/channel.ts'
import type { ChannelWish } from '../../channels/channel-wish.ts'
import type { ChannelCount } from '../../channels/delivery-queries.ts'
import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { ChannelFields, ChannelState } from '../views/channel-fields.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import type { Site } from '../views/site.ts'

export interface ChannelsPageProps {
  site: Site
  channels: Channel[]
  counts: ChannelCount[]
  /** A secret that nobody sees again; `isNew` false: it takes the place of another. */
  made?: { id: string; secret: string; isNew: boolean }
  /** What was typed, where it could not be made. */
  wish?: ChannelWish
  problem?: string
}

/** Where the digest goes besides mail. For admins. */
export function ChannelsPage({ site, channels, counts, made, wish, problem }: ChannelsPageProps) {
  return (
    <AccountPage site={site} title="Channels" problem={problem}>
      <p>
        The digest where a community talks: the same choice as by <a href={routes.digests()}>mail</a>, as
        messages to Slack, Discord, Matrix or Mastodon, or as JSON to a program.
      </p>
      {made && <Made made={made} />}
      {channels.length === 0 && <p>There are none.</p>}
      <ul class="rows">
        {channels.map((channel) => (
          <li key={channel.id}>
            <Row
              channel={channel}
              counts={counts.filter(({ channelId }) => channelId === channel.id)}
              now={site.now}
            />
          </li>
        ))}
      </ul>
      <h2>Make a channel</h2>
      <form class="form" method="post" action={routes.channels()}>
        <ChannelFields wish={wish ?? {}} />
        <button class="button" type="submit">
          Make it
        </button>
      </form>
    </AccountPage>
  )
}

function Made({ made: { id, secret, isNew } }: { made: NonNullable<ChannelsPageProps['made']> }) {
  return (
    <div class="made" role="status">
      <p>
        {isNew ? 'This is its secret' : 'This is its new secret; the old one signs nothing any more'}. It is
        shown only now: the program verifies with it that requests come from here.
      </p>
      <p>
        <code>{secret}</code>
      </p>
      <p>
        <a href={routes.channel(id)}>{isNew ? 'Test it' : 'Back to it'}</a>
      </p>
    </div>
  )
}

interface RowProps {
  channel: Channel
  counts: ChannelCount[]
  now: number
}

function Row({ channel, counts, now }: RowProps) {
  const { id, name, kind, host, period, createdAt } = channel
  return (
    <p class="webhook">
      <a href={routes.channel(id)}>{name}</a>
      <br />
      <ChannelState channel={channel} now={now} />
      <br />
      <span class="quiet">
        {kind} at {host}, {period}. Made <PaperDate published={new Date(createdAt).toISOString()} now={now} />
        {counts.length > 0 &&
          `; ${counts.map(({ state, deliveries }) => counted(deliveries, state, state)).join(', ')}`}
        .
      </span>
    </p>
  )
}
