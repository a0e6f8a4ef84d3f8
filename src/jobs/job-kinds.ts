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

/** They last for hours at times: they have a worker of their own, so that nothing waits behind them. */
export const slowKinds: readonly JobKind[] = ['harvest', 'merge-same-papers']
