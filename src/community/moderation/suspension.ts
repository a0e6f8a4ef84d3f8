import type { Viewer } from '../../accounts/roles.ts'
import type { Db } from '../../db/connect.ts'
import { newestEntry } from './moderation-queries.ts'

export interface Suspension {
  /** Milliseconds UTC; Infinity where nobody said how long. */
  until: number
  /** As the moderator gave it; absent where it was not done by one. */
  reason?: string
}

/** Why a member may do so little, for them alone; null where they are not suspended. */
export async function suspensionOf(
  db: Db,
  { id, suspendedUntil }: Pick<Viewer, 'id' | 'suspendedUntil'>,
): Promise<Suspension | null> {
  if (suspendedUntil === undefined) return null
  const entry = await newestEntry(db, 'suspend', { kind: 'person', id })
  return { until: suspendedUntil, ...(entry && { reason: entry.reason }) }
}
