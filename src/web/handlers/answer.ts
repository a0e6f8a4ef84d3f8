// What most handlers end with, and the few parameters that many of them read.

import type { VNode } from 'preact'
import { Invalid } from '../../errors.ts'
import type { Part } from '../../papers/lists/part.ts'
import type { Ctx } from '../environment.ts'
import type { Paging } from '../pages/page-props.ts'
import { renderPage } from '../views/render.ts'

/** A page; `noindex` keeps pages that only pass a reader on out of search engines. `secret`: it is shown once and kept nowhere. */
export function render(c: Ctx, page: VNode, { noindex = false, secret = false } = {}): Response {
  c.header('Cache-Control', secret ? 'no-store' : 'no-cache')
  if (noindex) c.header('X-Robots-Tag', 'noindex')
  return c.html(renderPage(page)) as Response
}

const LAST_PAGE = 100_000

/** The part of a list that `?p=` asks for, 1 without it. @throws Invalid */
export function pageAsked(c: Ctx): number {
  const text = c.req.query('p')
  if (text === undefined || text === '') return 1
  const page = Number(text)
  if (/^\d{1,6}$/.test(text) && page >= 1 && page <= LAST_PAGE) return page
  throw new Invalid('“p” must be the number of a page, from 1.', { p: 'must be a whole number from 1' })
}

/** A part of a list with the links to the parts beside it. */
export function pagingOf(
  { page, pages, from, to, total }: Part,
  addressOf: (page: number) => string,
): Paging {
  return {
    from,
    to,
    total,
    ...(page > 1 ? { previous: addressOf(page - 1) } : {}),
    ...(page < pages ? { next: addressOf(page + 1) } : {}),
  }
}

/** A parameter that a form may send empty. */
export function given(c: Ctx, name: string): string | undefined {
  return c.req.query(name) || undefined
}

/** A parameter that may be absent or one of these. @throws Invalid */
export function oneAsked<Choice extends string>(
  c: Ctx,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = given(c, name)
  const choice = choices.find((one) => one === text)
  if (text === undefined || choice) return choice
  throw new Invalid(`“${name}” must be one of ${choices.join(', ')}.`, { [name]: 'must be one of them' })
}
