// The subscribers of a long run: what each chose, when they changed their mind, and what they may and must get.

import type { Db } from '../../src/db/connect.ts'
import type { SubscriptionTable } from '../../src/db/schema-digests.ts'
import { inChunks } from '../../src/db/write.ts'
import { suppressAddress } from '../../src/digests/manage-digests.ts'
import type { Taken } from './digest-sink.ts'
import type { Random } from './random.ts'

export interface Crowd {
  /** Some unsubscribe, pause or are suppressed, while nothing is sent. `taken`: mails that arrived so far. */
  changeSome(now: number, taken: number): Promise<void>
  /** Mails to who must get none, a sentence each. */
  unwanted(taken: readonly Taken[]): string[]
  /** Who was due, and has no paper of that day. */
  missing(papers: readonly { subscription_id: string; paper_id: string }[]): string[]
}

const zones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'] as const
const tastes = ['[]', '[]', '["cs.CL"]', '["cs"]'] as const
const states = ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'unconfirmed', 'unsubscribed'] as const
const periods = ['daily', 'daily', 'daily', 'weekly', 'off'] as const
/** Each fits every taste, and is due to everybody daily and confirmed who changes nothing. */
const dueDays = ['2026-03-02', '2026-03-03', '2026-03-04']

export async function makeCrowd(db: Db, random: Random, count: number): Promise<Crowd> {
  const rows = Array.from({ length: count }, (_, at) => subscriber(random, at))
  await inChunks(rows, 200, (chunk) => db.insertInto('subscription').values(chunk).execute())
  /** From how many mails on nothing may come any more. */
  const silentFrom = new Map<string, number>(
    rows
      .filter(({ state, period }) => state !== 'confirmed' || period === 'off')
      .map(({ email }) => [email, 0]),
  )
  return {
    async changeSome(now, taken) {
      for (let i = 0; i < Math.ceil(count / 400); i++) {
        const row = random.pick(rows)
        if (silentFrom.has(row.email)) continue
        silentFrom.set(row.email, taken)
        await change(db, row, { how: random.below(3), now })
      }
    },
    unwanted: (taken) =>
      taken.flatMap(({ to }, at) => {
        const from = silentFrom.get(to)
        return from === undefined || at < from ? [] : [`${to} got a mail that they did not want.`]
      }),
    missing(papers) {
      const has = new Set(
        papers.map(({ subscription_id, paper_id }) => `${subscription_id} ${dayIn(paper_id)}`),
      )
      return rows
        .filter(({ email, period }) => period === 'daily' && !silentFrom.has(email))
        .flatMap(({ id, email }) =>
          dueDays.filter((day) => !has.has(`${id} ${day}`)).map((day) => `${email} was not sent ${day}.`),
        )
    },
  }
}

/** `2603.02007` is of 2026-03-02. */
const dayIn = (id: string): string => `20${id.slice(0, 2)}-${id.slice(2, 4)}-${id.slice(5, 7)}`

function subscriber(random: Random, at: number): SubscriptionTable {
  const state = random.pick(states)
  return {
    ...{ id: String(at).padStart(24, '0'), email: `reader-${at}@${random.pick(['a', 'b', 'c'])}.example` },
    ...{ state, period: random.pick(periods), hour: random.below(24), timezone: random.pick(zones) },
    ...{ categories: random.pick(tastes), keywords: '[]', paused_until: null, created_at: 1 },
    language: 'en-GB',
    ...{ consented_at: state === 'unconfirmed' ? null : 1, unsubscribed_at: null },
    // A link that is not over: what nobody confirms in time is forgotten.
    ...{
      token_hash: null,
      token_expires_at: 9e12,
      decided_on: null,
      scope: 'trending',
      followed_until: null,
    },
  }
}

async function change(
  db: Db,
  { id, email }: SubscriptionTable,
  { how, now }: { how: number; now: number },
): Promise<void> {
  if (how === 0) return suppressAddress(db, email, now)
  const change = how === 1 ? { state: 'unsubscribed' } : { paused_until: '2027-01-01' }
  await db.updateTable('subscription').set(change).where('id', '=', id).execute()
}
