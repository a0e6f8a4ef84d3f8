// Matrix products in blocks that fit the caches, packed as the `gemm` kernel reads them.

import type { Kernels } from './kernels.ts'
import { blockDepth, blockRows } from './layout.ts'

/** Rows (or columns) of a matrix: where they start, in bytes; strides from one to the next and within, in numbers. */
export interface Strip {
  at: number
  across: number
  along: number
}

export class Product {
  readonly #kernels: Kernels
  readonly #floats: Float32Array
  readonly #packed: number

  /** `packed`: where this thread may put `blockRows · blockDepth` numbers. */
  constructor(kernels: Kernels, floats: Float32Array, packed: number) {
    this.#kernels = kernels
    this.#floats = floats
    this.#packed = packed
  }

  /** `blockRows` rows of A times B into `out`; B packed by `packColumns`. `depth`: a multiple of `blockDepth`. */
  multiply(out: { at: number; stride: number }, a: Strip, b: number, columns: number, depth: number): void {
    const panels = blockRows / 4
    for (let from = 0; from < depth; from += blockDepth) {
      for (let panel = 0; panel < panels; panel++) {
        const source = a.at + 4 * (panel * 4 * a.across + from * a.along)
        this.#pack(this.#packed + panel * blockDepth * 16, { ...a, at: source }, 4)
      }
      const block = b + from * columns * 4
      this.#kernels.gemm(this.#packed, block, out.at, out.stride, panels, columns / 8, blockDepth, from)
    }
  }

  /** Packs the 8 columns of a panel of B over its whole depth. */
  packColumns(to: number, b: Strip, columns: number, depth: number, panel: number): void {
    for (let from = 0; from < depth; from += blockDepth) {
      const source = b.at + 4 * (panel * 8 * b.across + from * b.along)
      this.#pack(to + 4 * (from * columns + panel * 8 * blockDepth), { ...b, at: source }, 8)
    }
  }

  #pack(to: number, { at, across, along }: Strip, width: number): void {
    let target = to / 4
    for (let k = 0; k < blockDepth; k++) {
      const source = at / 4 + k * along
      for (let i = 0; i < width; i++) this.#floats[target++] = this.#floats[source + i * across] ?? 0
    }
  }
}
