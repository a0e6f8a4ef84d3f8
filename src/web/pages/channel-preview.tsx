import type { Channel } from '../../channels/channel.ts'
import { shownText } from '../../channels/messages/shown-text.ts'
import type { ChannelPreview } from '../../channels/preview-channel.ts'
import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

interface ChannelPreviewPageProps {
  site: Site
  channel: Channel
  preview: ChannelPreview
}

function Message({ kind, message }: { kind: Channel['kind']; message: object }) {
  const text = shownText(kind, message)
  const json = <pre class="mail-text">{JSON.stringify(message, null, 2)}</pre>
  if (text === null) return json
  return (
    <>
      <pre class="mail-text">{text}</pre>
      <details class="webhook-more">
        <summary>As it goes over the wire</summary>
        {json}
      </details>
    </>
  )
}

/** The messages of an edition, before anybody else sees them. For admins. */
export function ChannelPreviewPage({ site, channel, preview }: ChannelPreviewPageProps) {
  const { day, period, messages } = preview
  const head = { title: `What ${channel.name} would be sent`, description: 'Messages to a channel.' }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <nav class="crumbs" aria-label="You are here">
          <ol>
            <li>
              <a href={routes.channels()}>Channels</a>
            </li>
            <li>
              <a href={routes.channel(channel.id)}>{channel.name}</a>
            </li>
            <li aria-current="page">Preview</li>
          </ol>
        </nav>
        <h1>What it would be sent</h1>
        <p>
          {period === 'daily' ? longDay(day) : `The week to ${longDay(day)}`}:{' '}
          {messages.length === 0 ? 'nothing fits what it wants.' : `${counted(messages.length, 'message')}.`}
        </p>
        <form class="form" method="get" action={routes.channelPreview(channel.id)}>
          <label>
            Another day
            <input type="date" name="date" required value={day} max={site.today} />
          </label>
          <button class="button" type="submit">
            Show it
          </button>
        </form>
        {messages.map((message, at) => (
          <section key={at}>
            <h2>Message {at + 1}</h2>
            <Message kind={channel.kind} message={message} />
          </section>
        ))}
        {messages.length > 0 && channel.state === 'active' && (
          <form method="post" action={routes.changeChannel(channel.id, 'send')}>
            <input type="hidden" name="date" value={day} />
            <p>What it had before is left out when it is sent.</p>
            <button class="button" type="submit">
              Send it now
            </button>
          </form>
        )}
      </div>
    </Layout>
  )
}
