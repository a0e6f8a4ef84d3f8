import type { Config } from '../config.ts'
import { type Database, openDatabase } from '../db/connect.ts'
import { explainDatabaseError } from '../db/explain-error.ts'
import { migrate } from '../db/migrate.ts'

/** The database of these settings as it is, tables or not. */
export function connect({ values }: Config): Database {
  const { BROADSHEET_DATA: data, DATABASE_URL: url, DATABASE_REPLICA_URL, REPLICA_MAX_LAG } = values
  const replica = DATABASE_REPLICA_URL && { url: DATABASE_REPLICA_URL, mostLagMs: REPLICA_MAX_LAG * 1_000 }
  return openDatabase({ data, url, replica: replica || undefined })
}

/** The store of these settings, brought to this program's schema; an unreachable one is explained. */
async function openStore(config: Config): Promise<Database> {
  return explained(async () => {
    const database = connect(config)
    try {
      await migrate(database)
      return database
    } catch (error) {
      await database.close().catch(() => {})
      throw error
    }
  })
}

/** Opens the store, runs `work` with it, and closes it whatever happens. */
export async function withStore<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openStore(config)
  return explained(() => work(database).finally(() => database.close()))
}

/** Runs `work`; what it throws about the database comes in words. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainDatabaseError(error)
  }
}
