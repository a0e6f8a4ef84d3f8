// What the logs of channels and webhooks have in common: a page of their deliveries, all or those of one state.

import { Invalid, NotFound } from '../../errors.ts'
import type { Part } from '../../papers/lists/part.ts'
import type { Ctx } from '../environment.ts'
import { given } from './answer.ts'

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
  const pages = Math.max(1, Math.ceil(total / LOG_PAGE))
  if (page > pages) throw new NotFound(`This log ends with page ${pages}: there is no page ${page}.`)
  const skip = (page - 1) * LOG_PAGE
  return { page, pages, total, from: Math.min(skip + 1, total), to: Math.min(skip + LOG_PAGE, total) }
}

/** `?state=`. @throws Invalid */
export function stateAsked<State extends string>(c: Ctx, states: readonly State[]): State | undefined {
  const text = given(c, 'state')
  const state = states.find((one) => one === text)
  if (text === undefined || state) return state
  throw new Invalid(`“state” must be one of ${states.join(', ')}.`, { state: 'must be one of them' })
}
