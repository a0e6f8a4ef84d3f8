import { sql, type TableMetadata } from 'kysely'
import type { Db } from './connect.ts'
import { isPostgres } from './is-postgres.ts'

/**
 * The ordinary tables where names without a schema are looked up. On PostgreSQL a database may hold other programs'
 * schemas and an extension's views beside the store: they are none of our business.
 */
export async function ownTables(db: Db): Promise<TableMetadata[]> {
  const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView)
  if (!isPostgres(db)) return tables
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  return tables.filter(({ schema }) => schema === rows[0]?.name)
}
