// Days whose list a curator has changed: from then on sources and files add nothing to it and order nothing in it.

import type { Tx } from '../db/connect.ts'
import { inChunks } from '../db/write.ts'
import type { Day } from './calendar.ts'

const PREFIX = 'curated '

export async function markCurated(tx: Tx, day: Day): Promise<void> {
  await tx
    .insertInto('mark')
    .values({ name: `${PREFIX}${day}`, value: '1' })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Those of these days that a curator has changed. */
export async function curatedAmong(tx: Tx, days: readonly Day[]): Promise<Set<Day>> {
  const found = new Set<Day>()
  await inChunks([...new Set(days)], 500, async (some) => {
    const names = some.map((day) => `${PREFIX}${day}`)
    const rows = await tx.selectFrom('mark').select('name').where('name', 'in', names).execute()
    for (const { name } of rows) found.add(name.slice(PREFIX.length))
  })
  return found
}
