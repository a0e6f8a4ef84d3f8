// Subscribers and papers for tests of the digest.

import { type Clock, fixedClock } from '../../src/clock.ts'
import { readConfig, type SettingName } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import type { DigestParts } from '../../src/digests/send-digests.ts'
import { type Preferences, preferenceColumns, usualPreferences } from '../../src/digests/subscription.ts'
import { addDays, type Day } from '../../src/papers/calendar.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { paperRecord } from './records.ts'

let made = 0

/** Confirmed long ago. */
export async function aSubscriber(
  db: Db,
  email: string,
  chosen: Partial<Preferences> & { state?: string } = {},
): Promise<string> {
  const id = String(++made).padStart(24, '0')
  const { state = 'confirmed', ...preferences } = chosen
  await db
    .insertInto('subscription')
    .values({
      ...{ id, email, state, ...preferenceColumns({ ...usualPreferences, ...preferences }) },
      ...{ created_at: 1, consented_at: state === 'unconfirmed' ? null : 1, unsubscribed_at: null },
      ...{ token_hash: null, token_expires_at: null, followed_until: null },
      // Who gets weekly ones had that of this week.
      decided_on: preferences.period === 'weekly' ? '2026-03-02' : null,
    })
    .execute()
  return id
}

/** An edition of a day: papers by falling votes. */
export const edition = (day: Day, count: number, facts: Partial<PaperRecord> = {}): PaperRecord[] =>
  Array.from({ length: count }, (_, place) =>
    paperRecord({
      id: `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(place).padStart(3, '0')}`,
      title: `Paper ${place + 1} of ${day}`,
      published: addDays(day, -1),
      categories: [place % 2 === 0 ? 'cs.CL' : 'cs.CV'],
      entries: [{ day, place, recordedVotes: 100 - place }],
      ...facts,
    }),
  )

/** What sending is given. */
export function digestParts(
  db: Db,
  at: string | Clock,
  settings: Partial<Record<SettingName, string>>,
): DigestParts {
  const { values } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...settings } })
  const clock = typeof at === 'string' ? fixedClock(at) : at
  return { db, clock, settings: values, signal: new AbortController().signal }
}
