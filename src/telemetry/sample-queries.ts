// The samples of all nodes.

import type { Db } from '../db/connect.ts'
import type { NodeSampleTable } from '../db/schema-nodes.ts'
import { type NodeSample, parseSample, type SampleContent } from './node-sample.ts'

export async function saveSample(db: Db, node: string, at: number, sample: SampleContent): Promise<void> {
  const content = JSON.stringify(sample)
  await db
    .insertInto('node_sample')
    .values({ node, at, content })
    .onConflict((conflict) => conflict.columns(['node', 'at']).doUpdateSet({ content }))
    .execute()
}

/** From `since` on, the oldest first. */
export async function samplesSince(db: Db, since: number): Promise<NodeSample[]> {
  const rows = await db
    .selectFrom('node_sample')
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('node')
    .execute()
  return rows.map(parsed).filter((sample) => sample !== null)
}

/** The last of each node, from `since` on. */
export async function lastSamples(db: Db, since: number): Promise<NodeSample[]> {
  const rows = await db
    .selectFrom('node_sample')
    .innerJoin(
      (from) =>
        from
          .selectFrom('node_sample')
          .select(({ fn }) => ['node', fn.max<number>('at').as('at')])
          .where('at', '>=', since)
          .groupBy('node')
          .as('last'),
      (join) => join.onRef('last.node', '=', 'node_sample.node').onRef('last.at', '=', 'node_sample.at'),
    )
    .selectAll('node_sample')
    .execute()
  return rows.map(parsed).filter((sample) => sample !== null)
}

const parsed = ({ node, at, content }: NodeSampleTable): NodeSample | null => parseSample(node, at, content)

export async function forgetSamples(db: Db, before: number): Promise<void> {
  await db.deleteFrom('node_sample').where('at', '<', before).execute()
}
