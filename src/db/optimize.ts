import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Lets the database refresh what it knows of its tables, so that it picks the right indexes. */
export async function optimize({ db, kind }: Database): Promise<void> {
  if (kind === 'postgres') await sql`analyze`.execute(db)
  // 0x10002: all tables, also those this connection did not query; each looks at a bounded number of rows.
  else await sql`pragma optimize = 0x10002`.execute(db)
}
