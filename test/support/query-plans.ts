// How a database means to find what it is asked: for tests of indexes.

import { createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import type { Database, Db } from '../../src/db/connect.ts'

/**
 * The plans of all that `ask` asks, a line a step. PostgreSQL reads small tables whole whatever indexes there are: here it
 * does so only where no index fits.
 */
export async function plansOf({ db, kind }: Database, ask: (db: Db) => Promise<unknown>): Promise<string[]> {
  const asked: RootOperationNode[] = []
  const listen: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await ask(db.withPlugin(listen))
  return db.transaction().execute(async (tx) => {
    if (kind === 'postgres') await sql`set local enable_seqscan = off`.execute(tx)
    const plans: string[] = []
    for (const node of asked) {
      const query = tx.getExecutor().compileQuery(node, createQueryId())
      const text = `${kind === 'postgres' ? 'explain' : 'explain query plan'} ${query.sql}`
      const raw = { kind: 'RawNode' as const, sqlFragments: [text], parameters: [] }
      const { rows } = await tx.executeQuery<Record<string, unknown>>({ ...query, sql: text, query: raw })
      plans.push(rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('\n'))
    }
    return plans
  })
}
