// A document's vector as an index keeps it: a bit a dimension to find it by, half a byte a dimension to rank it by.

export interface QuantizedVector {
  /** Dimension d is bit d % 8 of byte d / 8: 1 where it is not negative. */
  bits: Uint8Array
  /** A number 0 … 15 a dimension; 16 bytes hold 32 of them: low halves the first 16, high halves the rest. */
  codes: Uint8Array
  /** Code c stands for (c − 7.5) · scale. */
  scale: number
}

/** Values beyond this share of the largest one are cut: a finer step for all others is worth more. */
const clip = 0.7
const levels = 16
/** Codes stand in the middle of their step, so that all sixteen are used alike on both sides of zero. */
export const middleCode = 7.5

/** `vector`: a multiple of 128 numbers. Zeros have the scale 0 and stay zeros. */
export function quantize(vector: Float32Array): QuantizedVector {
  const bits = new Uint8Array(vector.length / 8)
  const codes = new Uint8Array(vector.length / 2)
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = Math.fround((2 * clip * largest) / levels)
  for (let d = 0; d < vector.length; d++) {
    const value = vector[d] ?? 0
    if (value >= 0) bits[d >> 3] = (bits[d >> 3] ?? 0) | (1 << (d & 7))
    const code = scale > 0 ? Math.min(levels - 1, Math.max(0, Math.floor(value / scale) + levels / 2)) : 0
    const at = byteOf(d)
    codes[at] = (codes[at] ?? 0) | (isHigh(d) ? code << 4 : code)
  }
  return { bits, codes, scale }
}

/** What the codes stand for: nearly the vector that was quantised. */
export function dequantize(codes: Uint8Array, scale: number): Float32Array {
  return Float32Array.from({ length: codes.length * 2 }, (_, d) => {
    const byte = codes[byteOf(d)] ?? 0
    return ((isHigh(d) ? byte >> 4 : byte & 15) - middleCode) * scale
  })
}

const byteOf = (dimension: number) => (dimension >> 5) * 16 + (dimension & 15)
const isHigh = (dimension: number) => (dimension & 16) !== 0
