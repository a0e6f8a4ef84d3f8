import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { CONNECT_TIMEOUT_MS, withPatience } from './patience.ts'
import { type Replica, type ReplicaHome, withReplica } from './replica.ts'

/** PostgreSQL's int8; its values here stay far below 2^53. */
const INT8 = 20

const KEEP_ALIVE_MS = 10_000
/** A replica that takes longer is asked no more: the primary is. */
const REPLICA_PATIENCE_MS = 5_000

export interface PoolFigures {
  /** Connections that are open, those of them that do nothing, and how many may be. */
  open: number
  idle: number
  most: number
  /** Queries that wait for a connection. */
  waiting: number
}

/**
 * A dialect that answers int8 as numbers, as SQLite does. `max` is the number of connections, of the replica as many
 * again.
 */
export function postgresDialect(
  url: string,
  max = 10,
  home?: ReplicaHome,
): PostgresDialect & { poolFigures: () => PoolFigures; replica?: Replica } {
  const pool = poolOf({ connectionString: url, max })
  const patient = withPatience(pool, url)
  const poolFigures = () => ({
    ...{ open: pool.totalCount, idle: pool.idleCount, most: max, waiting: pool.waitingCount },
  })
  if (!home) return Object.assign(new PostgresDialect({ pool: patient }), { poolFigures })
  const ofReplica = poolOf({ connectionString: home.url, max, query_timeout: REPLICA_PATIENCE_MS })
  const both = withReplica(patient, ofReplica, home)
  return Object.assign(new PostgresDialect({ pool: both.pool }), { poolFigures, replica: both.replica })
}

function poolOf(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Of a host that is gone without a word while nothing is asked: within minutes, not hours.
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // Without listeners a connection that the server closes, idle or in use, would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
