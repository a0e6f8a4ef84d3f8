// Where everything stands in the memory that the threads share. Addresses are in bytes.

export interface Shape {
  tokens: number
  /** A multiple of 128. */
  dimensions: number
  /** Pairs a step; a multiple of `blockRows` and of `blockDepth`. */
  batch: number
  threads: number
}

/** Rows of a product that a thread computes at once, and the depth in which it does so: both fit the L2 cache. */
export const blockRows = 64
export const blockDepth = 256
/** Distinct tokens a pair may have on average; texts beyond the space left in a batch lose their tail. */
const tokensPerPair = 400

/** A batch: which rows of the table every text sums, and the same turned round: which texts every token is in. */
export interface Slot {
  textStarts: number
  offsets: number
  weights: number
  touched: number
  tokenStarts: number
  backOffsets: number
  backWeights: number
}

export interface ThreadSpace {
  sums: number
  factors: number
  packed: number
  gradient: number
}

export interface Layout {
  values: number
  squares: number
  binary: number
  /** Unit vectors: first all left texts, then all right ones. */
  units: number
  inverseNorms: number
  gradients: number
  scores: number
  /** Right vectors as columns, right vectors as rows, left vectors as rows: packed for `gemm`. */
  packedColumns: number
  packedRight: number
  packedLeft: number
  rowFactors: number
  /** Σ ln(row sum) and the like, one number a row of the batch. */
  losses: number
  slots: [Slot, Slot]
  threads: ThreadSpace[]
  entries: number
  pages: number
}

export function layOut(shape: Shape): Layout {
  const { tokens, dimensions, batch } = shape
  let top = 65_536
  const take = (numbers: number) => {
    const address = top
    top = Math.ceil((top + numbers * 4) / 128) * 128
    return address
  }
  const entries = batch * tokensPerPair
  const slot = (): Slot => ({
    textStarts: take(2 * batch + 1),
    offsets: take(entries),
    weights: take(entries),
    touched: take(tokens),
    tokenStarts: take(tokens + 1),
    backOffsets: take(entries),
    backWeights: take(entries),
  })
  const table = tokens * dimensions
  const half = batch * dimensions
  const layout = {
    values: take(table),
    squares: take(table),
    binary: take(table),
    units: take(2 * half),
    inverseNorms: take(2 * batch),
    gradients: take(2 * half),
    scores: take(batch * batch),
    packedColumns: take(half),
    packedRight: take(half),
    packedLeft: take(half),
    rowFactors: take(batch),
    losses: take(batch),
    slots: [slot(), slot()] satisfies [Slot, Slot],
    threads: Array.from({ length: shape.threads }, () => ({
      sums: take(batch),
      factors: take(batch),
      packed: take(blockRows * blockDepth),
      gradient: take(dimensions),
    })),
    entries,
  }
  return { ...layout, pages: Math.ceil(top / 65_536) + 1 }
}
