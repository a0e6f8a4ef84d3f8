// What documents are compared with. A query of few words has numbers near zero in half of its dimensions, whose signs
// mean nothing: counting differing signs alone lost three in a hundred of the ten nearest even among the first thousand.
// So its dimensions weigh 0 to 3 where documents have one bit.

export interface VectorQuery {
  readonly floats: Float32Array
  /** A bit a dimension each, in the order of `quantize`: the sign (1: not negative), and the weight's two bits. */
  readonly signs: Uint8Array
  readonly ones: Uint8Array
  readonly twos: Uint8Array
  /** For every byte of a document two tables: the weights of its low four bits that differ, then of its high four. */
  readonly tables: Uint8Array
  readonly isZero: boolean
}

/** Numbers in both tables of a byte. */
export const tablesOfByte = 32

const largestWeight = 3
/** Standard deviations a unit of weight; .55 to .7 did equally well. */
const deviationsPerUnit = 0.6

/** What `vector` (a multiple of 128 numbers) is compared by; it is copied. */
export function vectorQuery(vector: Float32Array): VectorQuery {
  const floats = vector.slice()
  const deviation = Math.sqrt(floats.reduce((sum, value) => sum + value * value, 0) / floats.length)
  const [signs, ones, twos] = [0, 0, 0].map(() => new Uint8Array(floats.length / 8)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  const isZero = !(deviation > 0 && Number.isFinite(deviation))
  floats.forEach((value, d) => {
    const weight = isZero
      ? 0
      : Math.min(largestWeight, Math.round(Math.abs(value) / (deviation * deviationsPerUnit)))
    if (value >= 0) setBit(signs, d)
    if (weight & 1) setBit(ones, d)
    if (weight & 2) setBit(twos, d)
  })
  return { floats, signs, ones, twos, tables: differenceTables(signs, ones, twos), isZero }
}

function setBit(bits: Uint8Array, d: number): void {
  bits[d >> 3] = (bits[d >> 3] ?? 0) | (1 << (d & 7))
}

function differenceTables(signs: Uint8Array, ones: Uint8Array, twos: Uint8Array): Uint8Array {
  const tables = new Uint8Array(signs.length * tablesOfByte)
  for (let half = 0; half < signs.length * 2; half++) {
    const [byte, shift] = [half >> 1, (half & 1) * 4]
    const [sign, one, two] = [signs[byte] ?? 0, ones[byte] ?? 0, twos[byte] ?? 0]
    for (let bits = 0; bits < 16; bits++) {
      const differing = bits ^ ((sign >> shift) & 15)
      const weight = bitsOf(differing & (one >> shift)) + 2 * bitsOf(differing & (two >> shift))
      tables[half * 16 + bits] = weight
    }
  }
  return tables
}

/** How many bits of four are set. */
const bitsOf = (four: number) => (four & 1) + ((four >> 1) & 1) + ((four >> 2) & 1) + ((four >> 3) & 1)
