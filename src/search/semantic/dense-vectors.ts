// Vectors of other people's models in the form the index wants: unit length, a multiple of 128 dimensions.

/** The scan needs at least 384 dimensions in steps of 128; what a model gives is filled up with zeros. */
export const paddedDimensions = (dimensions: number): number =>
  Math.max(384, Math.ceil(dimensions / 128) * 128)

/** One padded unit vector a row; zeros for texts without any letter or digit, which models give some vector too. */
export function unitRows(
  rows: readonly ArrayLike<number>[],
  texts: readonly string[],
  dimensions: number,
): Float32Array {
  const padded = paddedDimensions(dimensions)
  const vectors = new Float32Array(rows.length * padded)
  rows.forEach((row, i) => {
    if (!/[\p{L}\p{N}]/u.test(texts[i] ?? '')) return
    let squares = 0
    for (let d = 0; d < dimensions; d++) squares += (row[d] ?? 0) ** 2
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let d = 0; d < dimensions; d++) vectors[i * padded + d] = (row[d] ?? 0) * scale
  })
  return vectors
}
