import { BACKUP_JOB } from '../backup/backup-jobs.ts'
import { DUMP_JOB } from '../dumps/dump-format.ts'

/** What is done by itself; `handlers.ts` says how. */
export type JobKind =
  | 'optimize-database'
  | 'prune-jobs'
  | 'prune-imports'
  | 'prune-new-papers'
  | 'harvest'
  | 'merge-same-papers'
  | 'choose-editions'
  | 'tidy-accounts'
  | 'send-mails'
  | 'finish-submissions'
  | 'send-webhooks'
  | 'prune-webhooks'
  | typeof DUMP_JOB
  | typeof BACKUP_JOB
  | 'check-integrity'
  | 'send-digests'
  | 'read-bounces'
  | 'fold-digests'
  | 'send-channels'
  | 'prune-channels'
  | 'run-saved-searches'
  | 'tell-saved-searches'
  | 'prune-saved-searches'

/** They last for hours at times: they have a worker of their own, so that nothing waits behind them. */
export const slowKinds: readonly JobKind[] = [
  'harvest',
  'merge-same-papers',
  'check-integrity',
  'fold-digests',
]

/** Only nodes that keep dumps take them, each beside whatever else it does. */
export const dumpKinds: readonly JobKind[] = [DUMP_JOB]

/** They wait for others, who may be slow to answer. */
export const tellingKinds: readonly JobKind[] = [
  'send-webhooks',
  'send-channels',
  'finish-submissions',
  'read-bounces',
]

/** Mail to many takes its time; mail that somebody waits for must not stand behind it. */
export const digestKinds: readonly JobKind[] = ['send-digests']

/** New papers are compared with many searches, and many members are told. */
export const searchKinds: readonly JobKind[] = ['run-saved-searches', 'tell-saved-searches']

/** Only nodes that have a folder for them take them. */
export const backupKinds: readonly JobKind[] = [BACKUP_JOB]
