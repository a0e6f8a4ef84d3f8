import { readDateLanguage } from '../../digests/date-language.ts'
import { dayToShow } from '../../digests/digest-edition.ts'
import { previewDigest } from '../../digests/preview.ts'
import type { DigestPeriod } from '../../digests/subscription.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { type Day, parseDay } from '../../papers/calendar.ts'
import type { Ctx } from '../environment.ts'
import { given } from './answer.ts'

/** The mail is a page of its own, with styles on its elements; nothing in it can run or be fetched. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The digest of `?date=`, or of the newest edition that is whole, as mail programs show it. */
export async function showDigestPreview(c: Ctx): Promise<Response> {
  const { site, db } = c.var
  const period = periodAsked(c)
  const day = dayAsked(c) ?? (await dayToShow(db, site.today))
  if (day > site.today) throw new NotFound(`${day} is still to come. Today is ${site.today}.`)
  const preview = await previewDigest(db, site, {
    ...{ period, day, today: site.today },
    language: readDateLanguage(given(c, 'language') ?? ''),
  })
  if (!preview)
    throw new NotFound(`There are no papers for ${day}: no digest is sent then. Ask for another day.`)
  c.header('X-Robots-Tag', 'noindex')
  c.header('Cache-Control', 'no-cache')
  if (given(c, 'format') === 'text') return c.text(`Subject: ${preview.subject}\n\n${preview.text}`)
  c.header('Content-Security-Policy', MAIL_POLICY)
  return c.html(preview.html)
}

function periodAsked(c: Ctx): DigestPeriod {
  const period = given(c, 'period') ?? 'daily'
  if (period === 'daily' || period === 'weekly') return period
  throw new Invalid('“period” must be daily or weekly.', { period: 'must be daily or weekly' })
}

function dayAsked(c: Ctx): Day | undefined {
  const text = given(c, 'date')
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid('“date” must be a day such as 2026-03-04.', { date: 'must be a day such as 2026-03-04' })
}
