import { dayOf } from '../../papers/calendar.ts'

const form =
  /^(?:[A-Z][a-z]{2}, ?)?(\d{1,2}) ([A-Z][a-z]{2}) ([1-9]\d{3}) (\d{2}):(\d{2})(?::(\d{2}))? (?:(GMT|UTC|UT|Z)|([+-][01]\d)([0-5]\d))$/
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

export interface MailDate {
  /** ISO time, UTC. */
  time: string
  /** As it was written, whatever the zone. */
  localDay: string
}

/**
 * A date as mails, HTTP, RSS and arXivRaw write it: `Mon, 22 Oct 2018 22:41:50 GMT`, also with a zone such as `-0400`
 * (https://www.rfc-editor.org/rfc/rfc5322#section-3.3). Null for anything else.
 */
export function parseMailDate(text: string): MailDate | null {
  const match = form.exec(text.trim())
  if (!match) return null
  const [, date = '', month = '', year = '', hour, minute, second = '00', , ahead, aheadMinutes] = match
  const localDay = `${year}-${twoDigits(months.indexOf(month) + 1)}-${date.padStart(2, '0')}`
  const at = Date.parse(`${localDay}T${hour}:${minute}:${second}Z`)
  // A 31st of February would be taken for another day.
  if (Number.isNaN(at) || dayOf(at) !== localDay) return null
  return { time: new Date(at - aheadMs(ahead, aheadMinutes)).toISOString(), localDay }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** How far the clocks of a zone such as `-0430` are ahead. */
const aheadMs = (hours = '+00', minutes = '00'): number =>
  Number(`${hours[0]}1`) * (Number(hours.slice(1)) * 60 + Number(minutes)) * 60_000
