// A long list in parts.

import { NotFound } from '../../errors.ts'

/** Papers in a part, where a list does not say otherwise. */
export const PAGE_SIZE = 50

/** Which part of a list is shown. `from` and `to` are 1-based positions, 0 in an empty list. */
export interface Part {
  page: number
  pages: number
  from: number
  to: number
  total: number
}

/**
 * The part `page` (from 1) of a list.
 * @throws NotFound when the list ends before that part.
 */
export function takePart<T>(items: readonly T[], page: number, size: number): { items: T[]; part: Part } {
  const skip = (page - 1) * size
  return { part: partOf(items.length, { page, size }), items: items.slice(skip, skip + size) }
}

/**
 * The same of a list of which only the length is known.
 * @throws NotFound when the list, or what else it is `called`, ends before that part.
 */
export function partOf(
  total: number,
  { page, size, called = 'list' }: { page: number; size: number; called?: string },
): Part {
  const pages = Math.max(1, Math.ceil(total / size))
  if (page > pages) {
    throw new NotFound(`This ${called} ends with page ${pages}: there is no page ${page}.`)
  }
  const skip = (page - 1) * size
  return { page, pages, from: Math.min(skip + 1, total), to: Math.min(skip + size, total), total }
}
