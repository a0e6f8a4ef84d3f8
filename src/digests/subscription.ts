// What somebody who gets the digest has chosen, and how it is read from a form.

import type { SubscriptionTable } from '../db/schema-digests.ts'
import { Invalid } from '../errors.ts'
import { type Day, parseDay } from '../papers/calendar.ts'
import { type DateLanguage, readDateLanguage, usualLanguage } from './date-language.ts'

export type DigestPeriod = 'daily' | 'weekly'

/** `trending`: what stands in the edition; `followed`: also what came and fits what the reader chose and follows. */
export type DigestScope = 'trending' | 'followed'

/** What somebody wants to read about; both empty: everything. */
export interface Taste {
  /** `cs.CL`, or `cs` for all of it. */
  categories: string[]
  keywords: string[]
}

export interface Preferences extends Taste {
  period: DigestPeriod | 'off'
  /** 0 to 23, in the time zone. */
  hour: number
  /** IANA name. */
  timezone: string
  /** Nothing comes before this day, in the time zone. */
  pausedUntil: Day | null
  /** Of dates. */
  language: DateLanguage
  scope: DigestScope
}

export interface Subscription extends Preferences {
  id: string
  email: string
  state: 'unconfirmed' | 'confirmed' | 'unsubscribed'
  /** Milliseconds UTC, as the others. */
  createdAt: number
  consentedAt: number | null
  unsubscribedAt: number | null
}

/** At eight in the morning, UTC, until somebody says otherwise. */
export const usualPreferences: Preferences = {
  ...{ period: 'daily', hour: 8, timezone: 'UTC', pausedUntil: null },
  ...{ categories: [], keywords: [], language: usualLanguage, scope: 'trending' },
}

const MOST_WORDS = 40

/** As a form sends them: lines of text. @throws Invalid */
export function readPreferences(line: (name: string) => string): Preferences {
  return {
    period: readPeriod(line('period')),
    hour: readHour(line('hour')),
    timezone: readZone(line('timezone')),
    pausedUntil: readPause(line('pausedUntil')),
    ...readTaste(line),
    language: readDateLanguage(line('language')),
    scope: readScope(line('scope')),
  }
}

/** Categories by white space or commas, keywords by commas. @throws Invalid */
export function readTaste(line: (name: string) => string): Taste {
  const category = /^[a-z][a-z0-9-]{0,19}(\.[a-z-]{1,20})?$/i
  return {
    categories: readWords(line('categories'), /[\s,;]+/, 'categories', category),
    keywords: readWords(line('keywords'), /[,;]+/, 'keywords', /^.{2,60}$/u),
  }
}

export const subscriptionOf = (row: SubscriptionTable): Subscription => ({
  ...{ id: row.id, email: row.email, state: row.state as Subscription['state'] },
  ...{ period: row.period as Preferences['period'], hour: row.hour, timezone: row.timezone },
  categories: JSON.parse(row.categories) as string[],
  keywords: JSON.parse(row.keywords) as string[],
  pausedUntil: row.paused_until,
  language: row.language as DateLanguage,
  scope: row.scope as DigestScope,
  createdAt: row.created_at,
  consentedAt: row.consented_at,
  unsubscribedAt: row.unsubscribed_at,
})

export const preferenceColumns = (chosen: Preferences) => ({
  ...{ period: chosen.period, hour: chosen.hour, timezone: chosen.timezone },
  categories: JSON.stringify(chosen.categories),
  keywords: JSON.stringify(chosen.keywords),
  paused_until: chosen.pausedUntil,
  language: chosen.language,
  scope: chosen.scope,
})

function readPeriod(text: string): Preferences['period'] {
  if (text === 'daily' || text === 'weekly' || text === 'off') return text
  throw new Invalid('Choose daily, weekly or off.', { period: 'must be daily, weekly or off' })
}

/** Forms of before have none. */
function readScope(text: string): DigestScope {
  if (text === '') return 'trending'
  if (text === 'trending' || text === 'followed') return text
  throw new Invalid('Choose the trending papers, or everything you follow.', {
    scope: 'must be trending or followed',
  })
}

/** @throws Invalid */
export function readHour(text: string): number {
  const hour = Number(text)
  if (/^\d{1,2}$/.test(text) && hour <= 23) return hour
  throw new Invalid('The hour must be from 0 to 23.', { hour: 'must be from 0 to 23' })
}

/** An IANA name. @throws Invalid */
export function readZone(text: string): string {
  // Offsets such as +02:00 know nothing of daylight saving.
  try {
    if (/^[A-Za-z]/.test(text))
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {}
  throw new Invalid('There is no such time zone. Choose one such as Europe/Berlin.', {
    timezone: 'must be a time zone such as Europe/Berlin',
  })
}

function readPause(text: string): Day | null {
  if (text === '') return null
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid('Say until which day to pause, such as 2026-03-04.', { pausedUntil: 'must be a day' })
}

function readWords(text: string, between: RegExp, field: string, form: RegExp): string[] {
  const words = text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .split(between)
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '')
  const wrong = words.find((word) => !form.test(word))
  if (wrong !== undefined)
    throw new Invalid(`“${wrong.slice(0, 80)}” is none of the ${field} that can be chosen.`, {
      [field]: `“${wrong.slice(0, 80)}” can’t be one`,
    })
  if (words.length > MOST_WORDS)
    throw new Invalid(`Choose at most ${MOST_WORDS} ${field}.`, { [field]: `at most ${MOST_WORDS}` })
  return [...new Set(words)]
}
