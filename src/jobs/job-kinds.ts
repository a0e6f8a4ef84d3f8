/** What is done by itself; `handlers.ts` says how. */
export type JobKind =
  | 'optimize-database'
  | 'prune-jobs'
  | 'prune-imports'
  | 'harvest'
  | 'merge-same-papers'
  | 'choose-editions'
  | 'tidy-accounts'
  | 'send-mails'
  | 'finish-submissions'
  | 'send-webhooks'
  | 'prune-webhooks'
  | 'make-dump'
  | 'send-digests'

/** They last for hours at times: they have a worker of their own, so that nothing waits behind them. */
export const slowKinds: readonly JobKind[] = ['harvest', 'merge-same-papers']

/** Only nodes that keep dumps take them, each beside whatever else it does. */
export const dumpKinds: readonly JobKind[] = ['make-dump']

/** They wait for others, who may be slow to answer. */
export const tellingKinds: readonly JobKind[] = ['send-webhooks', 'finish-submissions']

/** Mail to many takes its time; mail that somebody waits for must not stand behind it. */
export const digestKinds: readonly JobKind[] = ['send-digests']
