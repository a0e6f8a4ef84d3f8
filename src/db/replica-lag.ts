// How far a replica is behind. Its own clock doesn't say: where nothing is written, the last change is always old. So the
// primary is asked where it stands, again and again, and the replica which of these places it has reached.

export interface ReplicaLag {
  /** Asks both; returns why the replica can't be read, if so. */
  look(): Promise<string | undefined>
  /** Milliseconds since the replica was level with the primary for certain; null while it is away. */
  ms(): number | null
  /** It failed at a question: until the next look it counts as away where it was lost. */
  failed(error: unknown): void
}

interface Place {
  /** Of the log, in bytes. */
  position: number
  store: string
  /** Of this process, in milliseconds. */
  at: number
}

/** What both pools have in common. */
interface Asked {
  query(sql: string): Promise<{ rows: { position: number | null; store: string | null }[] }>
}

/** Places that are remembered; one comes each second. */
const MOST_PLACES = 4_000

const standsAt = `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as position,
  (select store_id || epoch from store) as store`
const hasReached = `select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 as position,
  (select store_id || epoch from store) as store`

export function createReplicaLag(primary: Asked, replica: Asked): ReplicaLag {
  const places: Place[] = []
  let isAway = true
  let levelAt = Number.NEGATIVE_INFINITY

  /** The primary may be away: what it said before still tells how old the replica is. */
  async function notePrimary(): Promise<void> {
    const at = performance.now()
    const place = await ask(primary, standsAt).catch(() => undefined)
    if (place) places.push({ ...place, at })
    if (places.length > MOST_PLACES) places.shift()
  }

  async function lookAtReplica(): Promise<string | undefined> {
    const reached = await ask(replica, hasReached)
    if (!reached) return 'it is no streaming replica, or was made a primary'
    const level = places.findLast(({ position }) => position <= reached.position)
    if (!level) return places.length === 0 ? 'the primary does not answer' : 'it is too far behind'
    if (level.store !== reached.store) return 'it is of another store'
    levelAt = Math.max(levelAt, level.at)
    return undefined
  }

  return {
    async look() {
      await notePrimary()
      const why = await lookAtReplica().catch((error: Error) => error.message)
      isAway = why !== undefined
      return why
    },
    ms: () => (isAway ? null : performance.now() - levelAt),
    failed(error) {
      // A question that it gave up for the sake of replaying says nothing about the next one.
      if (!isOfOneQuestion(error)) isAway = true
    },
  }
}

/** Undefined where the server has no such place: a primary has replayed nothing. */
async function ask(pool: Asked, sql: string): Promise<Omit<Place, 'at'> | undefined> {
  const { rows } = await pool.query(sql)
  const { position = null, store = null } = rows[0] ?? {}
  return position === null || store === null ? undefined : { position, store }
}

/** With an SQLSTATE that isn't of the connection (08) or of the server (53, 57P). */
function isOfOneQuestion(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(08|53|57P)/.test(code)
}
