// What a webhook is made of, and how it stands: on the page of all and on its own.

import { agoText } from '../../sources/freshness/time-text.ts'
import { eventTypes, eventWords } from '../../webhooks/event-types.ts'
import type { Hook } from '../../webhooks/hook.ts'
import type { HookWish } from '../../webhooks/hook-wish.ts'

export function WebhookFields({ wish }: { wish: HookWish }) {
  return (
    <>
      <label>
        Address
        <input
          name="url"
          type="url"
          required
          maxLength={1000}
          value={wish.url}
          placeholder="https://example.org/hook"
          autocomplete="off"
        />
      </label>
      <fieldset>
        <legend>What it is told of</legend>
        {eventTypes.map((type) => (
          <label key={type} class="choice">
            <input type="checkbox" name={`event-${type}`} value="on" checked={wish.events.includes(type)} />
            <span>
              <code>{type}</code> {eventWords[type]}
            </span>
          </label>
        ))}
      </fieldset>
      <label>
        Categories of new papers
        <input name="categories" type="text" maxLength={2000} value={wish.categories} autocomplete="off" />
        <small>
          Such as cs.CL stat, separated by spaces, for <code>paper.added</code> only. Nothing: all.
        </small>
      </label>
    </>
  )
}

export function HookState({ hook: { state, reason, failingSince }, now }: { hook: Hook; now: number }) {
  if (state === 'paused') return <span class="state state-paused">paused</span>
  if (state === 'disabled') return <span class="state state-late">disabled: {reason}</span>
  if (failingSince === null) return <span class="state">active</span>
  return <span class="state state-late">active, but failing (it began {agoText(failingSince, now)})</span>
}
