import type { ChannelDeliveryTable } from '../../db/schema-channels.ts'
import { routes } from '../routes.ts'
import { DeliveryTries } from './delivery-tries.tsx'
import { Moment } from './source-words.tsx'

interface ChannelDeliveryProps {
  delivery: ChannelDeliveryTable
  now: number
}

/** One line of a channel’s log. */
export function ChannelDelivery({ delivery, now }: ChannelDeliveryProps) {
  const { id, channel_id, state } = delivery
  const hasEnded = state !== 'waiting' && state !== 'sending'
  return (
    <>
      {hasEnded ? (
        <form method="post" action={routes.changeChannel(channel_id, 'again')}>
          <input type="hidden" name="delivery" value={id} />
          <Outcome delivery={delivery} now={now} />
          <button class="button" type="submit" aria-label={`Send again: ${nameOf(delivery)}`}>
            Send again
          </button>
        </form>
      ) : (
        <Outcome delivery={delivery} now={now} />
      )}
      {state === 'doubtful' && <p>Nobody can know whether it arrived. Sent again it may come twice.</p>}
      <Texts delivery={delivery} />
    </>
  )
}

const nameOf = ({ period, day }: ChannelDeliveryTable): string =>
  period === 'test' ? 'a test' : `${day}, ${period}`

function Outcome({ delivery, now }: ChannelDeliveryProps) {
  const { state, created_at } = delivery
  const isBad = state === 'failed' || state === 'doubtful'
  const parts = { done: listLength(delivery.arrived), all: listLength(delivery.messages) }
  return (
    <p>
      <strong>{nameOf(delivery)}</strong>, <span class={isBad ? 'state state-late' : 'state'}>{state}</span>
      <br />
      <span class="quiet">
        <Moment at={created_at} now={now} /> UTC;{' '}
        <DeliveryTries delivery={delivery} parts={parts} now={now} />
      </span>
    </p>
  )
}

function Texts({ delivery: { answer, messages } }: Pick<ChannelDeliveryProps, 'delivery'>) {
  if (!answer && messages === null) return null
  return (
    <details class="webhook-more">
      <summary>What was said</summary>
      {answer && (
        <>
          <p>Its answer begins:</p>
          <pre class="mail-text">{answer}</pre>
        </>
      )}
      {messages !== null && (
        <>
          <p>It was sent:</p>
          <pre class="mail-text">{JSON.stringify(JSON.parse(messages), null, 2)}</pre>
        </>
      )}
    </details>
  )
}

const listLength = (json: string | null): number =>
  json === null ? 0 : (JSON.parse(json) as unknown[]).length
