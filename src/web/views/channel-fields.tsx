// What a channel is made of, and how it stands: on the page of all and on its own.

import { type Channel, type ChannelKind, channelKinds, visibilities } from '../../channels/channel.ts'
import type { ChannelWish } from '../../channels/channel-wish.ts'
import { agoText } from '../../sources/freshness/time-text.ts'

interface ChannelFieldsProps {
  wish: ChannelWish
  /** Of a channel that exists: its address and its token are not shown again. */
  kind?: ChannelKind | undefined
}

export function ChannelFields({ wish, kind }: ChannelFieldsProps) {
  return (
    <>
      {kind === undefined && <Kinds chosen={wish.kind} />}
      <label>
        Name, for admins
        <input name="name" type="text" required maxLength={80} value={wish.name} autocomplete="off" />
      </label>
      <Where wish={wish} kind={kind} />
      <When wish={wish} />
      <What wish={wish} />
    </>
  )
}

function Kinds({ chosen }: { chosen: string | undefined }) {
  return (
    <fieldset>
      <legend>What it is</legend>
      {Object.entries(channelKinds).map(([kind, words]) => (
        <label key={kind} class="choice">
          <input type="radio" name="kind" value={kind} required checked={chosen === kind} /> {words}
        </label>
      ))}
    </fieldset>
  )
}

const has = (kind: ChannelKind | undefined, ...kinds: ChannelKind[]): boolean =>
  kind === undefined || kinds.includes(kind)

function Where({ wish, kind }: ChannelFieldsProps) {
  return (
    <>
      <label>
        Address
        <input
          name="address"
          type="url"
          required={kind === undefined}
          maxLength={1000}
          value={wish.address}
          autocomplete="off"
          placeholder="https://"
        />
        <small>
          {kind === undefined
            ? 'Of Slack, Discord and programs that of the webhook; of Matrix and Mastodon that of the server.'
            : 'Not shown again; empty: as it is.'}
        </small>
      </label>
      {has(kind, 'matrix', 'mastodon') && (
        <label>
          Access token
          <input
            name="token"
            type="password"
            maxLength={500}
            value={wish.token}
            autocomplete="new-password"
          />
          <small>
            {kind === undefined
              ? 'Of the account that writes; for Matrix and Mastodon.'
              : 'Not shown again; empty: as it is. Another server needs its own.'}
          </small>
        </label>
      )}
      {has(kind, 'matrix') && (
        <label>
          Room
          <input name="room" type="text" maxLength={260} value={wish.room} autocapitalize="none" />
          <small>Its id, such as !abc:example.org; for Matrix. The account must be in it.</small>
        </label>
      )}
      {has(kind, 'mastodon') && <Posts wish={wish} />}
    </>
  )
}

function Posts({ wish }: { wish: ChannelWish }) {
  const visibility = wish.visibility ?? 'public'
  return (
    <>
      <label>
        Who sees it, for Mastodon
        <select name="visibility">
          {visibilities.map((one) => (
            <option key={one} value={one} selected={one === visibility}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <label>
        Characters a post may have, for Mastodon
        <input name="characters" type="number" min={200} max={10_000} value={wish.characters ?? '500'} />
      </label>
    </>
  )
}

function When({ wish }: { wish: ChannelWish }) {
  const { period = 'daily', hour = '8', timezone = 'UTC' } = wish
  return (
    <>
      <label>
        How often
        <select name="period">
          <option value="daily" selected={period === 'daily'}>
            Daily, on weekdays
          </option>
          <option value="weekly" selected={period === 'weekly'}>
            Weekly, on Mondays
          </option>
        </select>
      </label>
      <label>
        From this hour on
        <select name="hour">
          {Array.from({ length: 24 }, (_, at) => (
            <option key={at} value={at} selected={hour === String(at)}>
              {`${String(at).padStart(2, '0')}:00`}
            </option>
          ))}
        </select>
      </label>
      <label>
        In this time zone
        <input name="timezone" type="text" required maxLength={60} value={timezone} list="channel-zones" />
        <datalist id="channel-zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </label>
    </>
  )
}

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

function What({ wish }: { wish: ChannelWish }) {
  return (
    <>
      <label>
        At most so many papers
        <input name="mostPapers" type="number" min={1} max={20} required value={wish.mostPapers ?? '10'} />
      </label>
      <label>
        Only these categories, such as cs.CL or stat; empty: all
        <input
          name="categories"
          type="text"
          maxLength={1_000}
          value={wish.categories}
          autocapitalize="none"
        />
      </label>
      <label>
        Only papers that speak of these words, separated by commas; empty: all
        <input name="keywords" type="text" maxLength={3_000} value={wish.keywords} />
      </label>
    </>
  )
}

interface ChannelStateProps {
  channel: Pick<Channel, 'state' | 'reason' | 'failingSince'>
  now: number
}

export function ChannelState({ channel: { state, reason, failingSince }, now }: ChannelStateProps) {
  if (state === 'paused') return <span class="state state-paused">paused</span>
  if (state === 'disabled') return <span class="state state-late">disabled: {reason}</span>
  if (failingSince === null) return <span class="state">active</span>
  return <span class="state state-late">active, but failing (it began {agoText(failingSince, now)})</span>
}

/** As a form has it; what is secret stays out. */
export const wishOfChannel = (channel: Channel): ChannelWish => ({
  ...{ kind: channel.kind, name: channel.name, period: channel.period, timezone: channel.timezone },
  ...{ hour: String(channel.hour), mostPapers: String(channel.mostPapers) },
  ...{ categories: channel.categories.join(' '), keywords: channel.keywords.join(', ') },
  ...(channel.options.room !== undefined && { room: channel.options.room }),
  ...(channel.options.visibility !== undefined && { visibility: channel.options.visibility }),
  ...(channel.options.characters !== undefined && { characters: String(channel.options.characters) }),
})
