import type { Subscription } from '../../digests/subscription.ts'

interface PreferenceFieldsProps {
  subscription: Subscription
  typed?: Readonly<Record<string, string>> | undefined
}

const periods = [
  { value: 'daily', name: 'Daily, on weekdays' },
  { value: 'weekly', name: 'Weekly, on Mondays' },
  { value: 'off', name: 'Off: keep what I chose, and send nothing' },
]

/** What comes, and when. */
export function PreferenceFields({ subscription, typed = {} }: PreferenceFieldsProps) {
  const now = { ...fieldsOf(subscription), ...typed }
  return (
    <>
      <fieldset>
        <legend>How often</legend>
        {periods.map(({ value, name }) => (
          <label key={value} class="choice">
            <input type="radio" name="period" value={value} checked={now.period === value} /> {name}
          </label>
        ))}
      </fieldset>
      <label>
        From this hour on
        <select name="hour">
          {Array.from({ length: 24 }, (_, hour) => (
            <option key={hour} value={hour} selected={now.hour === String(hour)}>
              {`${String(hour).padStart(2, '0')}:00`}
            </option>
          ))}
        </select>
      </label>
      <label>
        In this time zone
        <select name="timezone">
          {zonesWith(now.timezone ?? 'UTC').map((zone) => (
            <option key={zone} value={zone} selected={zone === now.timezone}>
              {zone}
            </option>
          ))}
        </select>
      </label>
      <label>
        Only these categories, such as cs.CL or stat; empty: all
        <input name="categories" type="text" maxLength={1_000} value={now.categories} autocapitalize="none" />
      </label>
      <label>
        Only papers that speak of these words, separated by commas; empty: all
        <input name="keywords" type="text" maxLength={3_000} value={now.keywords} />
      </label>
      <p class="quiet">Where both are given, a paper comes that fits either.</p>
      <label>
        Pause until this day; empty: no pause
        <input name="pausedUntil" type="date" value={now.pausedUntil} />
      </label>
    </>
  )
}

const fieldsOf = (subscription: Subscription): Record<string, string> => ({
  period: subscription.period,
  hour: String(subscription.hour),
  timezone: subscription.timezone,
  categories: subscription.categories.join(' '),
  keywords: subscription.keywords.join(', '),
  pausedUntil: subscription.pausedUntil ?? '',
})

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** One that was renamed since still stands there. */
const zonesWith = (zone: string): string[] => (zones.includes(zone) ? zones : [zone, ...zones])
