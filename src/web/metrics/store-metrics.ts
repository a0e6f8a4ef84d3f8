import type { Settings } from '../../config.ts'
import type { PoolFigures } from '../../db/postgres.ts'
import type { Replica } from '../../db/replica.ts'
import type { IndexFigures } from '../../finding/index-figures.ts'
import type { Labels } from '../../telemetry/histogram-tally.ts'
import { counter, gauge, type Metric } from './metric.ts'
import type { SiteFigures } from './site-figures.ts'

/** States that are told as 0, too: an alarm needs something to compare with. */
const states = {
  jobs: ['ready', 'running', 'done', 'failed'],
  mails: ['waiting', 'sending', 'sent', 'failed', 'doubtful'],
  digests: ['waiting', 'sending', 'failed', 'doubtful'],
  subscriptions: ['unconfirmed', 'confirmed', 'unsubscribed'],
  webhooks: ['waiting', 'sending', 'delivered', 'failed'],
} as const

type Counts = readonly (readonly [Labels, number])[]

const counted = (known: readonly string[], counts: ReadonlyMap<string, number> | undefined): Counts =>
  counts ? [...new Set([...known, ...counts.keys()])].map((state) => [{ state }, counts.get(state) ?? 0]) : []

/** What the store holds and what waits in it, as far as it is known. `now` in milliseconds UTC. */
export function storeMetrics(figures: Partial<SiteFigures>, now: number): Metric[] {
  const { oldest, database } = figures
  const age = (at: number | null) => (at === null ? 0 : Math.max(0, (now - at) / 1_000))
  const waits = Object.entries(oldest ?? {}).map(([what, at]) => [{ what }, age(at)] as const)
  return [
    gauge('broadsheet_jobs', 'Jobs by state', counted(states.jobs, figures.jobs)),
    gauge('broadsheet_mails', 'Mails by state', counted(states.mails, figures.mails)),
    gauge(
      'broadsheet_digests',
      'Digests by state, but those that were sent',
      counted(states.digests, figures.digests),
    ),
    counter(
      'broadsheet_digests_sent_total',
      'Digests sent by all nodes since this one was first asked',
      figures.digestsSent,
    ),
    gauge(
      'broadsheet_subscriptions',
      'Subscriptions by state',
      counted(states.subscriptions, figures.subscriptions),
    ),
    gauge(
      'broadsheet_webhook_deliveries',
      'Deliveries of webhooks by state',
      counted(states.webhooks, figures.webhooks),
    ),
    gauge(
      'broadsheet_oldest_waiting_seconds',
      'For how long the oldest that waits has been due; 0 where nothing waits',
      waits,
    ),
    gauge('broadsheet_database_size_bytes', 'Size of the database', database?.bytes),
    gauge(
      'broadsheet_database_wal_bytes',
      'SQLite: size of the log; PostgreSQL: what was ever written to it',
      database?.walBytes,
    ),
    ...lastBackupMetrics(figures),
  ]
}

/** Of this node's settings: an alert on backups that are late must know whether any are to be made. */
export const backupMetrics = ({
  BACKUP_FOLDER,
  JOBS,
}: Pick<Settings, 'BACKUP_FOLDER' | 'JOBS'>): Metric[] => [
  gauge(
    'broadsheet_backups_expected',
    '1 where this node is to make backups by the schedule',
    Number(BACKUP_FOLDER !== undefined && JOBS),
  ),
]

const lastBackupMetrics = ({ backup, integrity }: Partial<SiteFigures>): Metric[] => [
  gauge(
    'broadsheet_backup_last_success_timestamp_seconds',
    'When the last backup of the schedule was made and found whole',
    backup ? backup.at / 1_000 : undefined,
  ),
  gauge('broadsheet_backup_last_size_bytes', 'Size of that backup', backup?.bytes),
  gauge(
    'broadsheet_backup_last_duration_seconds',
    'How long writing and reading it took',
    backup ? backup.ms / 1_000 : undefined,
  ),
  gauge(
    'broadsheet_integrity_last_check_timestamp_seconds',
    'When the database was last asked for damage',
    integrity ? integrity.at / 1_000 : undefined,
  ),
  gauge('broadsheet_integrity_problems', 'Damage that it found, at most 5', integrity?.problems.length),
]

export const indexMetrics = ({
  documents,
  missing,
  behind,
  inMemory,
  segments,
  bytes,
}: IndexFigures): Metric[] => [
  gauge('broadsheet_index_documents', 'Papers that can be found on this node', documents),
  gauge('broadsheet_index_missing_changes', 'Changes of the store that this node can’t find yet', missing),
  gauge(
    'broadsheet_index_behind_seconds',
    'For how long this node’s search has been behind the store',
    behind,
  ),
  gauge(
    'broadsheet_index_memory_changes',
    'Changes that are found from memory, and not yet in the folder',
    inMemory,
  ),
  gauge('broadsheet_index_segments', 'Files of papers in the index', segments),
  gauge('broadsheet_index_size_bytes', 'Their size', bytes),
]

export const poolMetrics = ({ open, idle, most, waiting }: PoolFigures): Metric[] => [
  gauge('broadsheet_database_connections', 'Connections to PostgreSQL', [
    [{ state: 'busy' }, open - idle],
    [{ state: 'idle' }, idle],
  ]),
  gauge('broadsheet_database_connections_max', 'Connections that may be open', most),
  gauge('broadsheet_database_waiting_queries', 'Queries that wait for a connection', waiting),
]

/** The lag is absent while the replica is away. */
export const replicaMetrics = ({ isNear, lagMs }: Pick<Replica, 'isNear' | 'lagMs'>): Metric[] => {
  const lag = lagMs()
  return [
    gauge('broadsheet_replica_read', '1 while strangers read from the replica', isNear() ? 1 : 0),
    gauge(
      'broadsheet_replica_lag_seconds',
      'How far the replica is behind at most',
      lag === null ? undefined : lag / 1_000,
    ),
  ]
}
