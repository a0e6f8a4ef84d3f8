import { dateLanguages, dateText } from '../../digests/date-language.ts'
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

const scopes = [
  { value: 'trending', name: 'The edition: the papers that trend' },
  {
    value: 'followed',
    name: 'Everything you follow: also new papers in the categories and with the words below, and what you follow as a member',
  },
]

/** Written beside each language, to tell how its dates look. */
const SHOWN_DAY = '2025-10-29'

/** What comes, and when. */
export function PreferenceFields({ subscription, typed = {} }: PreferenceFieldsProps) {
  const now = { ...fieldsOf(subscription), ...typed }
  return (
    <>
      <Choices name="period" legend="How often" of={periods} chosen={now.period} />
      <Choices name="scope" legend="What comes" of={scopes} chosen={now.scope} />
      <Time hour={now.hour} timezone={now.timezone} />
      <label>
        Only these categories, such as cs.CL or stat; empty: all
        <input name="categories" type="text" maxLength={1_000} value={now.categories} autocapitalize="none" />
      </label>
      <label>
        Only papers that speak of these words, separated by commas; empty: all
        <input name="keywords" type="text" maxLength={3_000} value={now.keywords} />
      </label>
      <p class="quiet">Where both are given, a paper comes that fits either.</p>
      <DatesIn language={now.language} />
      <label>
        Pause until this day; empty: no pause
        <input name="pausedUntil" type="date" value={now.pausedUntil} />
      </label>
    </>
  )
}

interface ChoicesProps {
  name: string
  legend: string
  of: readonly { value: string; name: string }[]
  chosen: string | undefined
}

function Choices({ name, legend, of, chosen }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {of.map((choice) => (
        <label key={choice.value} class="choice">
          <input type="radio" name={name} value={choice.value} checked={choice.value === chosen} />{' '}
          {choice.name}
        </label>
      ))}
    </fieldset>
  )
}

function Time({
  hour: chosen,
  timezone = 'UTC',
}: {
  hour: string | undefined
  timezone: string | undefined
}) {
  return (
    <>
      <label>
        From this hour on
        <select name="hour">
          {Array.from({ length: 24 }, (_, hour) => (
            <option key={hour} value={hour} selected={chosen === String(hour)}>
              {`${String(hour).padStart(2, '0')}:00`}
            </option>
          ))}
        </select>
      </label>
      <label>
        In this time zone
        <select name="timezone">
          {zonesWith(timezone).map((zone) => (
            <option key={zone} value={zone} selected={zone === timezone}>
              {zone}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function DatesIn({ language }: { language: string | undefined }) {
  return (
    <label>
      Dates in
      <select name="language">
        {dateLanguages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag} selected={tag === language}>
            {`${name}: ${dateText(SHOWN_DAY, 'short', tag).text}`}
          </option>
        ))}
      </select>
    </label>
  )
}

const fieldsOf = (subscription: Subscription): Record<string, string> => ({
  period: subscription.period,
  hour: String(subscription.hour),
  timezone: subscription.timezone,
  categories: subscription.categories.join(' '),
  keywords: subscription.keywords.join(', '),
  pausedUntil: subscription.pausedUntil ?? '',
  language: subscription.language,
  scope: subscription.scope,
})

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** One that was renamed since still stands there. */
const zonesWith = (zone: string): string[] => (zones.includes(zone) ? zones : [zone, ...zones])
