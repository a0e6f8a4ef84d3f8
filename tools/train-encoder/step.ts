// One training step as every thread runs it: the phases follow one another, and within a phase the threads take
// the next piece of work from a counter, so that a thread slowed by other programs holds nobody up for long.

import type { Kernels } from './kernels.ts'
import { blockDepth, blockRows, type Layout, type Shape } from './layout.ts'

export interface StepOrder {
  slot: 0 | 1
  touched: number
  rate: number
  /** Whether the forward pass sees one bit a dimension. */
  binary: boolean
  inverseTemperature: number
}

/** Shared integers: arrived threads, rounds of the barrier, then a work counter for every phase. */
export const controlSize = 16
const [arrived, round, firstCounter] = [0, 1, 2]

export type Step = (order: StepOrder) => void

export function createStep(
  kernels: Kernels,
  memory: WebAssembly.Memory,
  control: Int32Array,
  layout: Layout,
  shape: Shape,
  thread: number,
): Step {
  const { batch, dimensions } = shape
  const rowBytes = dimensions * 4
  const own = layout.threads[thread]
  if (!own) throw new Error(`There is no thread ${thread} in this layout.`)
  const floats = new Float32Array(memory.buffer)
  const integers = new Int32Array(memory.buffer)
  const right = layout.units + batch * rowBytes
  let phase = firstCounter

  /** Runs `work` for 0 … count − 1, shared among the threads, and waits until all are done. */
  function share(count: number, work: (item: number) => void): void {
    for (let item = Atomics.add(control, phase, 1); item < count; item = Atomics.add(control, phase, 1))
      work(item)
    phase++
    const now = Atomics.load(control, round)
    if (Atomics.add(control, arrived, 1) === shape.threads - 1) {
      Atomics.store(control, arrived, 0)
      Atomics.add(control, round, 1)
      Atomics.notify(control, round)
    } else Atomics.wait(control, round, now)
  }

  /** Copies 4 rows (or columns) × depth for `gemm`: [k][width]. */
  function pack(to: number, from: number, width: number, depth: number, across: number, along: number): void {
    let at = to / 4
    for (let k = 0; k < depth; k++) {
      const source = from / 4 + k * along
      for (let i = 0; i < width; i++) floats[at++] = floats[source + i * across] ?? 0
    }
  }

  /** rows × columns of A·B into `out`; `across` and `along` are the strides of A in numbers. */
  function product(
    out: number,
    stride: number,
    a: number,
    across: number,
    along: number,
    b: number,
    columns: number,
    depth: number,
  ): void {
    for (let from = 0; from < depth; from += blockDepth) {
      for (let panel = 0; panel < blockRows / 4; panel++) {
        const source = a + 4 * (panel * 4 * across + from * along)
        pack(own!.packed + panel * blockDepth * 16, source, 4, blockDepth, across, along)
      }
      kernels.gemm(
        own!.packed,
        b + from * columns * 4,
        out,
        stride,
        blockRows / 4,
        columns / 8,
        blockDepth,
        from,
      )
    }
  }

  /** Packs 8 columns of B (`across`, `along` as above) over all depth blocks. */
  function packColumns(
    to: number,
    from: number,
    columns: number,
    depth: number,
    panel: number,
    across: number,
    along: number,
  ): void {
    for (let k = 0; k < depth; k += blockDepth) {
      const target = to + 4 * (k * columns + panel * 8 * blockDepth)
      pack(target, from + 4 * (panel * 8 * across + k * along), 8, blockDepth, across, along)
    }
  }

  function encodeText(order: StepOrder, text: number): void {
    const slot = layout.slots[order.slot]
    const start = integers[slot.textStarts / 4 + text] ?? 0
    const count = (integers[slot.textStarts / 4 + text + 1] ?? 0) - start
    const row = layout.units + text * rowBytes
    const table = order.binary ? layout.binary : layout.values
    kernels.gather(row, table, slot.offsets + start * 4, slot.weights + start * 4, count, dimensions)
    const norm = Math.sqrt(kernels.dot(row, row, dimensions))
    const inverse = norm > 0 ? 1 / norm : 0
    floats[layout.inverseNorms / 4 + text] = inverse
    kernels.combine(row, row, 0, inverse, dimensions)
  }

  function scoreRows(order: StepOrder, block: number): void {
    const first = block * blockRows
    const out = layout.scores + first * batch * 4
    product(
      out,
      batch * 4,
      layout.units + first * rowBytes,
      dimensions,
      1,
      layout.packedColumns,
      batch,
      dimensions,
    )
    for (let row = first; row < first + blockRows; row++) {
      const at = layout.scores + row * batch * 4
      const sum = kernels.exponentials(at, own!.sums, order.inverseTemperature, batch)
      floats[layout.rowFactors / 4 + row] = 1 / sum
    }
  }

  /** The softmax over a column needs the sums of all threads. */
  function gatherColumnFactors(): void {
    for (let column = 0; column < batch; column++) {
      let sum = 0
      for (const { sums } of layout.threads) sum += floats[sums / 4 + column] ?? 0
      floats[own!.factors / 4 + column] = 1 / sum
    }
  }

  function gradientOfScores(row: number): void {
    const at = layout.scores + row * batch * 4
    const factor = floats[layout.rowFactors / 4 + row] ?? 0
    const diagonal = at / 4 + row
    const positive = floats[diagonal] ?? 0
    floats[layout.losses / 4 + row] =
      -Math.log(positive * factor) - Math.log(positive * (floats[own!.factors / 4 + row] ?? 0))
    kernels.softmaxGradient(at, own!.factors, factor, batch)
    floats[diagonal] = (floats[diagonal] ?? 0) - 2
  }

  /** The gradient at the sums before they were made unit vectors. */
  function gradientOfTexts(block: number): void {
    const blocks = batch / blockRows
    const isLeft = block < blocks
    const first = (block % blocks) * blockRows
    const text = isLeft ? first : batch + first
    const out = layout.gradients + text * rowBytes
    if (isLeft)
      product(
        out,
        rowBytes,
        layout.scores + first * batch * 4,
        batch,
        1,
        layout.packedRight,
        dimensions,
        batch,
      )
    else product(out, rowBytes, layout.scores + first * 4, 1, batch, layout.packedLeft, dimensions, batch)
    for (let row = text; row < text + blockRows; row++) {
      const gradient = layout.gradients + row * rowBytes
      const unit = layout.units + row * rowBytes
      const along = kernels.dot(gradient, unit, dimensions)
      kernels.combine(gradient, unit, -along, floats[layout.inverseNorms / 4 + row] ?? 0, dimensions)
    }
  }

  function updateToken(order: StepOrder, item: number): void {
    const slot = layout.slots[order.slot]
    const token = integers[slot.touched / 4 + item] ?? 0
    const start = integers[slot.tokenStarts / 4 + token] ?? 0
    const count = (integers[slot.tokenStarts / 4 + token + 1] ?? 0) - start
    const row = token * rowBytes
    kernels.gather(
      own!.gradient,
      layout.gradients,
      slot.backOffsets + start * 4,
      slot.backWeights + start * 4,
      count,
      dimensions,
    )
    kernels.adagrad(layout.values + row, layout.squares + row, own!.gradient, order.rate, dimensions)
    if (order.binary) kernels.binarise(layout.binary + row, layout.values + row, dimensions)
  }

  return (order) => {
    phase = firstCounter
    floats.fill(0, own.sums / 4, own.sums / 4 + batch)
    share((2 * batch) / chunk, (item) => each(item, (text) => encodeText(order, text)))
    share(batch / 8, (panel) =>
      packColumns(layout.packedColumns, right, batch, dimensions, panel, dimensions, 1),
    )
    share(dimensions / 8, (panel) => {
      packColumns(layout.packedRight, right, dimensions, batch, panel, 1, dimensions)
      packColumns(layout.packedLeft, layout.units, dimensions, batch, panel, 1, dimensions)
    })
    share(batch / blockRows, (block) => scoreRows(order, block))
    gatherColumnFactors()
    share(batch / chunk, (item) => each(item, gradientOfScores))
    share((2 * batch) / blockRows, gradientOfTexts)
    share(Math.ceil(order.touched / chunk), (item) =>
      each(item, (at) => at < order.touched && updateToken(order, at)),
    )
  }
}

const chunk = 16

function each(item: number, work: (index: number) => void): void {
  for (let index = item * chunk; index < (item + 1) * chunk; index++) work(index)
}
