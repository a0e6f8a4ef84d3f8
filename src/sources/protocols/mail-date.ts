import { parseDay } from '../../papers/calendar.ts'

const form =
  /^(?:[A-Z][a-z]{2}, ?)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? (?:(GMT|UTC|UT|Z)|([+-]\d{2})(\d{2}))$/
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
  const number = months.indexOf(month) + 1
  const localDay = parseDay(`${year}-${number}-${date}`)
  if (localDay === null) return null
  const zone = ahead === undefined ? 'Z' : `${ahead}:${aheadMinutes}`
  const at = Date.parse(`${localDay}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(at) ? null : { time: new Date(at).toISOString(), localDay }
}
