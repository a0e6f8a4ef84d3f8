// Where among the authors of a paper a claim stands. It names its author, and two authors may have one name.

import type { Author } from '../../papers/paper.ts'

/** Claims by the positions (from 0) of the authors whom they verify: each at one, which nobody was known to be before. */
export function claimPlaces<C extends { authorName: string }>(
  authors: readonly Author[],
  claims: readonly C[],
): Map<number, C> {
  const places = new Map<number, C>()
  for (const claim of claims) {
    const free = [...authors.entries()].filter(
      ([at, { name }]) => name === claim.authorName && !places.has(at),
    )
    const place =
      free.find(([, author]) => !author.hidden && !isVerified(author)) ??
      free.find(([, { hidden }]) => !hidden) ??
      free[0]
    if (place) places.set(place[0], claim)
  }
  return places
}

/** Whether each author of that name is somebody already. */
export function isTaken(
  authors: readonly Author[],
  claims: readonly { author_name: string; state: string }[],
  name: string,
): boolean {
  const places = authors.filter((author) => !author.hidden && author.name === name).length
  const shown = claims.filter(({ author_name, state }) => author_name === name && state === 'approved').length
  return shown >= Math.max(1, places)
}

/** A list says who they are. */
export const isVerified = ({ status = '' }: Author): boolean =>
  status === 'claimed_verified' || status === 'admin_assigned'
