// Days whose list a curator has changed: from then on sources and files add nothing to it and order nothing in it.

import type { Tx } from '../db/connect.ts'
import { putMark } from '../db/marks.ts'
import { inChunks } from '../db/write.ts'
import type { Day } from './calendar.ts'

const PREFIX = 'curated '

export const markCurated = (tx: Tx, day: Day): Promise<void> => putMark(tx, `${PREFIX}${day}`, '1')

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
