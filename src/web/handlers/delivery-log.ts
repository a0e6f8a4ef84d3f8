// What the logs of channels and webhooks have in common: a page of their deliveries, all or those of one state.

import { type Part, partOf } from '../../papers/lists/part.ts'

export const LOG_PAGE = 50

/** The page `page` of the log, of one state or of all. @throws NotFound past the end */
export function partOfLog<State extends string>(
  counts: readonly { state: State; deliveries: number }[],
  state: State | undefined,
  page: number,
): Part {
  const total = counts
    .filter((count) => state === undefined || count.state === state)
    .reduce((sum, { deliveries }) => sum + deliveries, 0)
  return partOf(total, { page, size: LOG_PAGE, called: 'log' })
}
