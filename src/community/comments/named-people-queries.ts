import type { Db } from '../../db/connect.ts'
import { inChunks } from '../../db/write.ts'

/** Those of these names, in lower case, that a member or a recorded person has. */
export async function namesTaken(db: Db, names: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>()
  await inChunks(names, 500, async (some) => {
    const rows = await db.selectFrom('person').select('name_key').where('name_key', 'in', some).execute()
    for (const { name_key } of rows) taken.add(name_key)
  })
  return taken
}
