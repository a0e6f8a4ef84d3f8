// Subscribers of a measurement: confirmed, daily, at some hour of the morning; some chose categories, or keywords.

import type { Db } from '../../src/db/connect.ts'
import { inChunks } from '../../src/db/write.ts'
import { preferenceColumns, usualPreferences } from '../../src/digests/subscription.ts'

const tastes = [
  ...[{}, {}, {}],
  { categories: ['cs.CL', 'cs.AI'] },
  { categories: ['cs'], keywords: ['diffusion', 'reasoning'] },
]

/** In place of all that the store has, and of what it was sent. */
export async function subscribeMany(db: Db, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    ...{
      id: String(at).padStart(24, '0'),
      email: `reader-${at}@domain-${at % 7}.example`,
      state: 'confirmed',
    },
    ...preferenceColumns({ ...usualPreferences, hour: at % 24, ...tastes[at % tastes.length] }),
    ...{ created_at: 1, consented_at: 1, unsubscribed_at: null },
    ...{ token_hash: null, token_expires_at: null, decided_on: null, followed_until: null },
  }))
  for (const table of ['job', 'digest_paper', 'digest_delivery', 'subscription'] as const)
    await db.deleteFrom(table).execute()
  await inChunks(rows, 200, (chunk) => db.insertInto('subscription').values(chunk).execute())
}
