import type { Tx } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'
import type { PaperId } from '../../papers/paper.ts'
import { aliasesOf } from '../../papers/statement-queries.ts'
import type { Announcement } from '../protocol.ts'

/** Announcements of papers that could not be used are left out. */
export async function putAnnouncements(tx: Tx, announcements: readonly Announcement[]): Promise<void> {
  await inChunks(announcements, 500, async (some) => {
    const ids = some.map(({ paperId }) => paperId)
    const aliases = await aliasesOf(tx, ids)
    const known = await tx
      .selectFrom('paper')
      .select('id')
      .where('id', 'in', [...ids, ...aliases.values()])
      .execute()
    const isKnown = new Set(known.map(({ id }) => id))
    const rows = new Map<string, { day: string; paper_id: PaperId; kind: string }>()
    for (const { day, paperId, kind } of some) {
      const id = aliases.get(paperId) ?? paperId
      if (isKnown.has(id)) rows.set(`${day} ${id}`, { day, paper_id: id, kind })
    }
    if (rows.size === 0) return
    await tx
      .insertInto('announcement')
      .values([...rows.values()])
      .onConflict((conflict) =>
        conflict.columns(['day', 'paper_id']).doUpdateSet(({ ref }) => ({ kind: ref('excluded.kind') })),
      )
      .execute()
  })
}
