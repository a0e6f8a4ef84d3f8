import { type LoggedDelivery, SHOWN_BODY } from '../../webhooks/delivery-queries.ts'
import { routes } from '../routes.ts'
import { DeliveryTries } from './delivery-tries.tsx'
import { Moment } from './source-words.tsx'

/** One line of a webhook’s log. */
export function WebhookDelivery({ delivery, now }: { delivery: LoggedDelivery; now: number }) {
  const { id, webhook_id, type, state } = delivery
  const hasEnded = state === 'delivered' || state === 'failed'
  return (
    <>
      {hasEnded ? (
        <form method="post" action={routes.changeWebhook(webhook_id, 'replay')}>
          <input type="hidden" name="delivery" value={id} />
          <Outcome delivery={delivery} now={now} />
          <button class="button" type="submit" aria-label={`Send again: ${type}`}>
            Send again
          </button>
        </form>
      ) : (
        <Outcome delivery={delivery} now={now} />
      )}
      <Texts delivery={delivery} />
    </>
  )
}

function Outcome({ delivery, now }: { delivery: LoggedDelivery; now: number }) {
  const { type, state, created_at } = delivery
  return (
    <p>
      <strong>{type}</strong>, <span class={state === 'failed' ? 'state state-late' : 'state'}>{state}</span>
      <br />
      <span class="quiet">
        <Moment at={created_at} now={now} /> UTC; <DeliveryTries delivery={delivery} now={now} />
      </span>
    </p>
  )
}

function Texts({ delivery: { event_id, answer, body } }: { delivery: LoggedDelivery }) {
  if (!answer && body === null) return null
  return (
    <details class="webhook-more">
      <summary>{event_id}</summary>
      {answer && (
        <>
          <p>Its answer begins:</p>
          <pre class="mail-text">{answer}</pre>
        </>
      )}
      {body !== null && (
        <>
          <p>It was sent:</p>
          <pre class="mail-text">{body.length < SHOWN_BODY ? body : `${body}…`}</pre>
        </>
      )}
    </details>
  )
}
