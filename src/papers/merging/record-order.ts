// How two values of one field are joined. Each function takes the greater of a total order, so that it is
// commutative, associative and idempotent: files may be imported in any order, any number of times.

import { compareText } from '../text/compare-text.ts'
import { lowerByHash } from './content-hash.ts'

/** Something beats nothing, then the lower hash. */
export function joinText(a: string, b: string): string
export function joinText(a: string | undefined, b: string | undefined): string | undefined
export function joinText(a: string | undefined, b: string | undefined): string | undefined {
  if (!a) return b
  if (!b || a === b) return a
  return lowerByHash(a, b)
}

/** The more precise date: `YYYY` < `YYYY-MM` < `YYYY-MM-DD` < a full time; then the lower hash. */
export function joinDate(a: string | undefined, b: string | undefined): string | undefined {
  if (!a) return b
  if (!b || a === b) return a
  return a.length === b.length ? lowerByHash(a, b) : a.length > b.length ? a : b
}

/** The longer list, then the one with more detail, then the lower hash. */
export function joinList<T>(a: T[], b: T[], detailOf: (item: T) => number = () => 0): T[] {
  if (a.length !== b.length) return a.length > b.length ? a : b
  if (a.length === 0) return a
  return joinWhole(a, b, (list) => sum(list, detailOf))
}

/** The value with more detail as a whole, then the lower hash. Nothing is mixed. */
export function joinWhole<T>(a: T, b: T, detailOf: (value: T) => number): T {
  const difference = detailOf(a) - detailOf(b)
  if (difference !== 0) return difference > 0 ? a : b
  const printed = JSON.stringify(a)
  return lowerByHash(printed, JSON.stringify(b)) === printed ? a : b
}

/** The union of two lists by key; what stands in both is joined. Sorted by key. */
export function joinByKey<T>(a: T[], b: T[], keyOf: (item: T) => string, join: (a: T, b: T) => T): T[] {
  if (b.length === 0) return a
  if (a.length === 0) return b
  const items = new Map(a.map((item) => [keyOf(item), item]))
  for (const item of b) {
    const known = items.get(keyOf(item))
    items.set(keyOf(item), known === undefined ? item : join(known, item))
  }
  return [...items].sort(([one], [other]) => compareText(one, other)).map(([, item]) => item)
}

export const larger = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)

export const smaller = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)

/** Either is true; absent where neither says. */
export const either = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === undefined ? b : b === undefined ? a : a || b

/** How many keys of an object say something. */
export function countKeys(value: object): number {
  let count = 0
  for (const item of Object.values(value)) if (item !== undefined) count++
  return count
}

function sum<T>(items: T[], numberOf: (item: T) => number): number {
  let total = 0
  for (const item of items) total += numberOf(item)
  return total
}
