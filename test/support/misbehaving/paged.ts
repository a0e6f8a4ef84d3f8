// A page of a list, and how pages go wrong: the same again, another order, totals that change.

import type { FaultName } from './faults.ts'
import type { Twist } from './reply.ts'
import type { Random } from './seeded.ts'

/** What each list that goes by offsets can do wrong. */
export const pageTwists: FaultName[] = ['duplicated', 'reordered', 'changedTotal']

interface OffsetPage {
  /** Positions in the list, from 0. */
  positions: number[]
  /** As told; it may lie. */
  total: number
}

interface OffsetQuestion {
  /** What is paged through: pages of one list have the same. */
  list: string
  length: number
  offset: number
  size: number
}

/**
 * Pages by offset. `duplicated`: something came in at the front of the list meanwhile, so that from now on each
 * offset shows what stood before it, and what was on the last page comes again on this one.
 */
export function offsetPages(): (question: OffsetQuestion, twist: Twist) => OffsetPage {
  const shifts = new Map<string, number>()
  return ({ list, length, offset, size }, twist) => {
    const more = twist.fault === 'duplicated' && length > 0 ? 1 + twist.random.below(3) : 0
    const shift = (shifts.get(list) ?? 0) + more
    if (more > 0) shifts.set(list, shift)
    const positions = positionsFrom(offset, Math.min(length + shift, offset + size)).map((at) =>
      Math.max(0, at - shift),
    )
    if (twist.fault === 'reordered') shuffle(positions, twist.random)
    return { positions, total: toldTotal(length + shift, offset, positions.length, twist) }
  }
}

/** Positions of a page of a list that isn’t asked for by offset: here, duplicates make the page longer. */
export function listPage(length: number, offset: number, size: number, { fault, random }: Twist): number[] {
  const positions = positionsFrom(offset, Math.min(length, offset + size))
  if (fault === 'reordered') shuffle(positions, random)
  if (fault === 'duplicated' && positions.length > 0) duplicate(positions, offset, random)
  return positions
}

const positionsFrom = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

function shuffle<T>(list: T[], random: Random): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    const [a, b] = [list[at], list[other]]
    // Both are there: `at` and `other` are below the length.
    list[at] = b as T
    list[other] = a as T
  }
}

/** One to three of this page, and as many of the pages before it. */
function duplicate(positions: number[], offset: number, random: Random): void {
  for (let times = 1 + random.below(3); times > 0; times--) {
    positions.splice(random.below(positions.length + 1), 0, random.pick(positions))
    if (offset > 0) positions.splice(random.below(positions.length + 1), 0, offset - 1 - random.below(offset))
  }
}

/**
 * What is said to be the number of all. A lie never says that a page with another one behind it is the last, nor that
 * an empty page has more behind it: nobody could know better.
 */
export function toldTotal(total: number, offset: number, count: number, { fault, random }: Twist): number {
  if (fault !== 'changedTotal' || count === 0) return total
  const lie = Math.floor(total * (0.5 + random.next()))
  const served = offset + count
  return Math.max(lie, served < total ? served + 1 : served)
}
