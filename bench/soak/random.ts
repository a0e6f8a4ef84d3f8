// Chance that can be repeated: the same seed gives the same run.

export interface Random {
  /** From 0 to below 1. */
  next(): number
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T
}

/** mulberry32; its period of 2^32 is enough for any run. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick<T>(from: readonly T[]): T {
      const [first, ...rest] = from
      if (first === undefined) throw new RangeError('There is nothing to pick from.')
      return rest[below(from.length) - 1] ?? first
    },
  }
}
