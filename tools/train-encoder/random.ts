// Random numbers from a seed, so that a resumed run does what an uninterrupted one would have done.

export interface Random {
  /** In [0, 1). */
  next(): number
  /** An integer in [0, below). */
  below(limit: number): number
  normal(): number
  shuffle(list: Int32Array): void
}

/** Different seeds (any integers) give unrelated sequences (mulberry32). */
export function createRandom(...seeds: number[]): Random {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) + 0x7f4a7c15, 0x2545f491) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (list) => {
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const kept = list[i] ?? 0
        list[i] = list[j] ?? 0
        list[j] = kept
      }
    },
  }
}
