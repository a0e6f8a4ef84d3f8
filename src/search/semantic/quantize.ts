// A document's vector as an index keeps it: a bit a dimension to find it by, five more bits a dimension to rank it by.
// Four bits would do for the best hundred, but lose one in twenty of the exact ten best; six lose one in a hundred.

export interface QuantizedVector {
  /** Signs: dimension d is bit d % 8 of byte d / 8, 1 where it is not negative. */
  bits: Uint8Array
  /**
   * Magnitudes, a level 0 … 31 a dimension. First their lower four bits: 16 bytes hold 32 dimensions, low halves the
   * first 16, high halves the rest. Then their fifth bits, in the order of `bits`.
   */
  codes: Uint8Array
  /** What level and sign are multiplied by; chosen so that the whole is a unit vector. 0 for a vector of zeros. */
  scale: number
}

/** Bytes of the codes of a vector. */
export const codeBytes = (dimensions: number): number => dimensions / 2 + dimensions / 8

/**
 * The 32 levels with the least squared error for normally distributed values (Lloyd and Max), as integers: the largest
 * stands for 3.88 standard deviations. The kernel has the same numbers.
 */
const levels: readonly number[] = [
  1, 4, 7, 10, 12, 15, 18, 20, 23, 26, 28, 31, 34, 36, 39, 42, 45, 48, 51, 54, 57, 61, 64, 68, 72, 76, 81, 87,
  93, 101, 111, 127,
]
const deviationsAtTop = 3.88
/** Vectors with outliers (learned by others than this project's trainer) get wider levels. */
const widestDeviations = 4.5

/** `vector`: a multiple of 128 numbers, of any length but 0. */
export function quantize(vector: Float32Array): QuantizedVector {
  const dimensions = vector.length
  const bits = new Uint8Array(dimensions / 8)
  const codes = new Uint8Array(codeBytes(dimensions))
  const perUnit = levelsPerUnit(vector)
  let squares = 0
  for (let d = 0; d < dimensions; d++) {
    const value = vector[d] ?? 0
    const byte = d >> 3
    const bit = 1 << (d & 7)
    if (value >= 0) bits[byte] = (bits[byte] ?? 0) | bit
    const level =
      nearestLevel[Math.min(nearestLevel.length - 1, Math.round(Math.abs(value) * perUnit * finer))] ?? 0
    const low = byteOf(d)
    codes[low] = (codes[low] ?? 0) | (isHighHalf(d) ? (level & 15) << 4 : level & 15)
    if (level > 15) codes[dimensions / 2 + byte] = (codes[dimensions / 2 + byte] ?? 0) | bit
    squares += (levels[level] ?? 0) ** 2
  }
  return { bits, codes, scale: perUnit > 0 ? Math.fround(1 / Math.sqrt(squares)) : 0 }
}

/** The unit vector that bits and codes stand for. */
export function dequantize({ bits, codes, scale }: QuantizedVector): Float32Array {
  const dimensions = bits.length * 8
  return Float32Array.from({ length: dimensions }, (_, d) => {
    const byte = d >> 3
    const pair = codes[byteOf(d)] ?? 0
    const fifth = ((codes[dimensions / 2 + byte] ?? 0) >> (d & 7)) & 1
    const level = (isHighHalf(d) ? pair >> 4 : pair & 15) + 16 * fifth
    const sign = ((bits[byte] ?? 0) >> (d & 7)) & 1 ? 1 : -1
    return sign * (levels[level] ?? 0) * scale
  })
}

const byteOf = (dimension: number) => (dimension >> 5) * 16 + (dimension & 15)
const isHighHalf = (dimension: number) => (dimension & 16) !== 0

/** What a value is multiplied by to be compared with `levels`; 0 for zeros. */
function levelsPerUnit(vector: Float32Array): number {
  let squares = 0
  let largest = 0
  for (const value of vector) {
    squares += value * value
    largest = Math.max(largest, Math.abs(value))
  }
  if (!(squares > 0 && Number.isFinite(squares))) return 0
  const deviation = Math.max(Math.sqrt(squares / vector.length), largest / widestDeviations)
  return (levels.at(-1) ?? 0) / (deviationsAtTop * deviation)
}

/** Steps of the table below for a step of a level. */
const finer = 4

/** By quarter levels the number of the level that is nearest. */
const nearestLevel = Uint8Array.from({ length: 160 * finer }, (_, quarter) => {
  const value = quarter / finer
  const above = levels.findIndex(
    (level, i) => value < (level + (levels[i + 1] ?? Number.POSITIVE_INFINITY)) / 2,
  )
  return above < 0 ? levels.length - 1 : above
})
