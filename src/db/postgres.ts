import { PostgresDialect } from 'kysely'
import pg from 'pg'

/** PostgreSQL's int8; its values here stay far below 2^53. */
const INT8 = 20

const CONNECT_TIMEOUT_MS = 5_000

/** A dialect that answers int8 as numbers, as SQLite does. `max` is the number of connections. */
export function postgresDialect(url: string, max = 10): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // Without listeners a connection that the server closes, idle or in use, would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}
