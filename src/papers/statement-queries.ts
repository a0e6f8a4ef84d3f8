// What origins say of papers, and ids that were merged into others.

import type { Db, Tx } from '../db/connect.ts'
import { inChunks } from '../db/write.ts'
import type { Statement } from './merging/compose.ts'
import { fromStatementRow, toStatementRow } from './merging/statement-rows.ts'
import type { PaperId } from './paper.ts'

const ROWS = 500

/** Papers of which one origin alone has spoken have no statements: their row is it. */
export async function statementsOfPapers(tx: Db | Tx, ids: string[]): Promise<Map<PaperId, Statement[]>> {
  const found = new Map<PaperId, Statement[]>()
  await inChunks(ids, ROWS, async (some) => {
    const rows = await tx.selectFrom('statement').selectAll().where('paper_id', 'in', some).execute()
    for (const row of rows) {
      const known = found.get(row.paper_id)
      if (known) known.push(fromStatementRow(row))
      else found.set(row.paper_id, [fromStatementRow(row)])
    }
  })
  return found
}

export async function putStatements(
  tx: Tx,
  statements: { paperId: PaperId; statement: Statement }[],
): Promise<void> {
  const rows = statements.map(({ paperId, statement }) => toStatementRow(paperId, statement))
  await inChunks(rows, ROWS, (some) =>
    tx
      .insertInto('statement')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['record_id', 'origin']).doUpdateSet(({ ref }) => ({
          paper_id: ref('excluded.paper_id'),
          content: ref('excluded.content'),
        })),
      )
      .execute(),
  )
}

/** Those of these ids that were merged into another paper, with that paper's id. */
export async function aliasesOf(db: Db | Tx, ids: readonly string[]): Promise<Map<PaperId, PaperId>> {
  const found = new Map<PaperId, PaperId>()
  await inChunks(ids, ROWS, async (some) => {
    const rows = await db
      .selectFrom('paper_merge')
      .select(['alias_id', 'paper_id'])
      .where('alias_id', 'in', some)
      .where('undone_at', 'is', null)
      .execute()
    for (const { alias_id, paper_id } of rows) found.set(alias_id, paper_id)
  })
  return found
}
