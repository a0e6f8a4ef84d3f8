// One training step as every thread runs it: the phases follow one another, and within a phase the threads take
// the next piece of work from a counter, so that a thread slowed by other programs holds nobody up for long.

import type { Kernels } from './kernels.ts'
import { blockRows, type Layout, type Shape, type ThreadSpace } from './layout.ts'
import { Product } from './product.ts'

export interface StepOrder {
  slot: 0 | 1
  touched: number
  rate: number
  /** Whether the forward pass sees one bit a dimension. */
  binary: boolean
  inverseTemperature: number
}

/** What a thread works with. `control` is shared: arrived threads, rounds of the barrier, a counter a phase. */
export interface ThreadParts {
  kernels: Kernels
  memory: WebAssembly.Memory
  control: Int32Array
  layout: Layout
  shape: Shape
  thread: number
}

export const controlSize = 16
const [arrived, round, firstCounter] = [0, 1, 2]

/** Texts, rows or tokens that a thread takes at once. */
const chunk = 16

export class Step {
  readonly #parts: ThreadParts
  readonly #own: ThreadSpace
  readonly #floats: Float32Array
  readonly #integers: Int32Array
  readonly #rowBytes: number
  readonly #product: Product
  #phase = firstCounter

  constructor(parts: ThreadParts) {
    const { kernels, memory, layout, shape, thread } = parts
    const own = layout.threads[thread]
    if (!own) throw new Error(`There is no thread ${thread} in this layout.`)
    this.#parts = parts
    this.#own = own
    this.#floats = new Float32Array(memory.buffer)
    this.#integers = new Int32Array(memory.buffer)
    this.#rowBytes = shape.dimensions * 4
    this.#product = new Product(kernels, this.#floats, own.packed)
  }

  /** Forward, loss, backward, update. Every thread must be given the same order. */
  run(order: StepOrder): void {
    const { batch } = this.#parts.shape
    this.#phase = firstCounter
    this.#floats.fill(0, this.#own.sums / 4, this.#own.sums / 4 + batch)
    this.#shareChunks(2 * batch, (text) => this.#encodeText(order, text))
    this.#pack()
    this.#share(batch / blockRows, (block) => this.#scoreRows(order, block))
    this.#gatherColumnFactors()
    this.#shareChunks(batch, (row) => this.#gradientOfScores(row))
    this.#share((2 * batch) / blockRows, (block) => this.#gradientOfTexts(block))
    this.#shareChunks(order.touched, (place) => this.#updateToken(order, place))
  }

  /** Runs `work` for 0 … count − 1, shared among the threads, and waits until all are done. */
  #share(count: number, work: (item: number) => void): void {
    const { control, shape } = this.#parts
    const counter = this.#phase++
    for (let item = Atomics.add(control, counter, 1); item < count; item = Atomics.add(control, counter, 1))
      work(item)
    const now = Atomics.load(control, round)
    if (Atomics.add(control, arrived, 1) === shape.threads - 1) {
      Atomics.store(control, arrived, 0)
      Atomics.add(control, round, 1)
      Atomics.notify(control, round)
    } else Atomics.wait(control, round, now)
  }

  #shareChunks(count: number, work: (index: number) => void): void {
    this.#share(Math.ceil(count / chunk), (item) => {
      const end = Math.min(count, (item + 1) * chunk)
      for (let index = item * chunk; index < end; index++) work(index)
    })
  }

  #encodeText({ slot, binary }: StepOrder, text: number): void {
    const { kernels, layout, shape } = this.#parts
    const { textStarts, offsets, weights } = layout.slots[slot]
    const start = this.#integers[textStarts / 4 + text] ?? 0
    const count = (this.#integers[textStarts / 4 + text + 1] ?? 0) - start
    const row = layout.units + text * this.#rowBytes
    const table = binary ? layout.binary : layout.values
    kernels.gather(row, table, offsets + start * 4, weights + start * 4, count, shape.dimensions)
    const norm = Math.sqrt(kernels.dot(row, row, shape.dimensions))
    const inverse = norm > 0 ? 1 / norm : 0
    this.#floats[layout.inverseNorms / 4 + text] = inverse
    kernels.combine(row, row, 0, inverse, shape.dimensions)
  }

  #pack(): void {
    const { layout, shape } = this.#parts
    const { batch, dimensions } = shape
    const right = layout.units + batch * this.#rowBytes
    const product = this.#product
    this.#share(batch / 8, (panel) =>
      product.packColumns(
        layout.packedColumns,
        { at: right, across: dimensions, along: 1 },
        batch,
        dimensions,
        panel,
      ),
    )
    this.#share(dimensions / 8, (panel) => {
      product.packColumns(
        layout.packedRight,
        { at: right, across: 1, along: dimensions },
        dimensions,
        batch,
        panel,
      )
      product.packColumns(
        layout.packedLeft,
        { at: layout.units, across: 1, along: dimensions },
        dimensions,
        batch,
        panel,
      )
    })
  }

  #scoreRows({ inverseTemperature }: StepOrder, block: number): void {
    const { kernels, layout, shape } = this.#parts
    const { batch, dimensions } = shape
    const first = block * blockRows
    const left = { at: layout.units + first * this.#rowBytes, across: dimensions, along: 1 }
    const out = { at: layout.scores + first * batch * 4, stride: batch * 4 }
    this.#product.multiply(out, left, layout.packedColumns, batch, dimensions)
    for (let row = first; row < first + blockRows; row++) {
      const at = layout.scores + row * batch * 4
      const sum = kernels.exponentials(at, this.#own.sums, inverseTemperature, batch)
      this.#floats[layout.rowFactors / 4 + row] = 1 / sum
    }
  }

  /** The softmax over a column needs the sums of all threads. */
  #gatherColumnFactors(): void {
    const { layout, shape } = this.#parts
    for (let column = 0; column < shape.batch; column++) {
      const sum = layout.threads.reduce((all, { sums }) => all + (this.#floats[sums / 4 + column] ?? 0), 0)
      this.#floats[this.#own.factors / 4 + column] = 1 / sum
    }
  }

  // The gradient at a score is (softmax over its row + softmax over its column − 2 on the diagonal) up to a factor,
  // which Adagrad cancels.
  #gradientOfScores(row: number): void {
    const { kernels, layout, shape } = this.#parts
    const at = layout.scores + row * shape.batch * 4
    const diagonal = at / 4 + row
    const positive = this.#floats[diagonal] ?? 0
    const rowFactor = this.#floats[layout.rowFactors / 4 + row] ?? 0
    const columnFactor = this.#floats[this.#own.factors / 4 + row] ?? 0
    this.#floats[layout.losses / 4 + row] =
      -Math.log(positive * rowFactor) - Math.log(positive * columnFactor)
    kernels.softmaxGradient(at, this.#own.factors, rowFactor, shape.batch)
    this.#floats[diagonal] = (this.#floats[diagonal] ?? 0) - 2
  }

  /** The gradient at the sums before they were made unit vectors: first the blocks of left texts, then of right ones. */
  #gradientOfTexts(block: number): void {
    const { kernels, layout, shape } = this.#parts
    const { batch, dimensions } = shape
    const isLeft = block < batch / blockRows
    const first = (block * blockRows) % batch
    const text = isLeft ? first : batch + first
    const out = { at: layout.gradients + text * this.#rowBytes, stride: this.#rowBytes }
    if (isLeft) {
      const rows = { at: layout.scores + first * batch * 4, across: batch, along: 1 }
      this.#product.multiply(out, rows, layout.packedRight, dimensions, batch)
    } else {
      const columns = { at: layout.scores + first * 4, across: 1, along: batch }
      this.#product.multiply(out, columns, layout.packedLeft, dimensions, batch)
    }
    for (let row = text; row < text + blockRows; row++) {
      const gradient = layout.gradients + row * this.#rowBytes
      const unit = layout.units + row * this.#rowBytes
      const along = kernels.dot(gradient, unit, dimensions)
      kernels.combine(gradient, unit, -along, this.#floats[layout.inverseNorms / 4 + row] ?? 0, dimensions)
    }
  }

  #updateToken({ slot, rate, binary }: StepOrder, place: number): void {
    const { kernels, layout, shape } = this.#parts
    const { touched, tokenStarts, backOffsets, backWeights } = layout.slots[slot]
    const token = this.#integers[touched / 4 + place] ?? 0
    const start = this.#integers[tokenStarts / 4 + token] ?? 0
    const count = (this.#integers[tokenStarts / 4 + token + 1] ?? 0) - start
    const gradient = this.#own.gradient
    const row = token * this.#rowBytes
    kernels.gather(
      gradient,
      layout.gradients,
      backOffsets + start * 4,
      backWeights + start * 4,
      count,
      shape.dimensions,
    )
    kernels.adagrad(layout.values + row, layout.squares + row, gradient, rate, shape.dimensions)
    // Straight through: the gradient at the bits moves the values behind them.
    if (binary) kernels.binarise(layout.binary + row, layout.values + row, shape.dimensions)
  }
}
