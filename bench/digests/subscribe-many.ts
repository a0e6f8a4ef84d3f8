// Subscribers of a measurement: confirmed, daily, at some hour of the morning; some chose categories, or keywords; or each
// follows something of their own, so that hardly two letters are the same.

import type { Db } from '../../src/db/connect.ts'
import { inChunks } from '../../src/db/write.ts'
import { type Preferences, preferenceColumns, usualPreferences } from '../../src/digests/subscription.ts'

const tastes = [
  ...[{}, {}, {}],
  { categories: ['cs.CL', 'cs.AI'] },
  { categories: ['cs'], keywords: ['diffusion', 'reasoning'] },
]

const subjects = [
  'language model|diffusion|reasoning|video|agent|retrieval|robot|speech|graph|attention|benchmark|alignment|code',
  'reinforcement learning|vision|translation|memory|segmentation|protein|medical|safety|planning|dialogue|tokens',
]
  .join('|')
  .split('|')
const fields = ['cs.CL', 'cs.CV', 'cs.LG', 'cs.AI', 'cs.RO', 'cs.SE', 'eess', 'stat']

/** One of a thousand: what people follow of the newest papers, beside the edition. */
const ownTaste = (at: number): Partial<Preferences> => ({
  scope: 'followed',
  keywords: [subjects[at % subjects.length] ?? '', subjects[(at * 7 + 3) % subjects.length] ?? ''],
  categories: [fields[Math.floor(at / subjects.length) % fields.length] ?? ''],
})

/** In place of all that the store has, and of what it was sent. `own`: each follows something else. */
export async function subscribeMany(db: Db, count: number, { own = false } = {}): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{
      id: String(at).padStart(24, '0'),
      email: `reader-${at}@domain-${at % 7}.example`,
      state: 'confirmed',
    },
    ...preferenceColumns({
      ...usualPreferences,
      hour: at % 24,
      ...(own ? ownTaste(at) : tastes[at % tastes.length]),
    }),
    ...{ created_at: 1, consented_at: 1, unsubscribed_at: null },
    ...{ token_hash: null, token_expires_at: null, decided_on: null, followed_until: null },
  }))
  for (const table of ['job', 'digest_paper', 'digest_delivery', 'subscription'] as const)
    await db.deleteFrom(table).execute()
  await inChunks(rows, 200, (chunk) => db.insertInto('subscription').values(chunk).execute())
}
