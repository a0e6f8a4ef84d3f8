import type { LogEvent } from 'kysely'

export interface QueryEvent {
  /** With `?` or `$1` for its values. */
  sql: string
  seconds: number
  failed: boolean
}

export type QueryListener = (event: QueryEvent) => void

export interface QueryWatch {
  /** For Kysely. */
  log(event: LogEvent): void
  /** Is told of every query of this connection, when it is done. It must be quick and not throw. */
  onQuery(listener: QueryListener): void
}

export function createQueryWatch(): QueryWatch {
  const listeners: QueryListener[] = []
  return {
    log({ query, queryDurationMillis, level }) {
      if (listeners.length === 0) return
      const event = { sql: query.sql, seconds: queryDurationMillis / 1_000, failed: level === 'error' }
      for (const listener of listeners) listener(event)
    },
    onQuery: (listener) => void listeners.push(listener),
  }
}
