// The vectors of a segment's documents, quantised.

import { codeBytes, type QuantizedVector } from '../semantic/quantize.ts'
import { growableBytes, growableF32 } from './growable.ts'
import type { SegmentData } from './segment-data.ts'

export class VectorColumns {
  readonly #bits = growableBytes()
  readonly #codes = growableBytes()
  readonly #scales = growableF32()
  readonly #dimensions: number

  /** `dimensions` 0: the documents have no vectors. */
  constructor(dimensions: number) {
    this.#dimensions = dimensions
  }

  /** A document without a vector gets one of zeros, which is near nothing. */
  push(vector: QuantizedVector | undefined): void {
    const { bits, codes, scale } = vector ?? zeros(this.#dimensions)
    this.#bits.append(bits)
    this.#codes.append(codes)
    this.#scales.push(scale)
  }

  pushFrom({ bits, codes, scales, dimensions }: SegmentData, document: number): void {
    const [ofBits, ofCodes] = [dimensions / 8, codeBytes(dimensions)]
    this.#bits.append(bits.subarray(document * ofBits, (document + 1) * ofBits))
    this.#codes.append(codes.subarray(document * ofCodes, (document + 1) * ofCodes))
    this.#scales.push(scales[document] ?? 0)
  }

  finish(): Pick<SegmentData, 'bits' | 'codes' | 'scales' | 'dimensions'> {
    return {
      bits: this.#bits.view().slice(),
      codes: this.#codes.view().slice(),
      scales: this.#scales.view().slice(),
      dimensions: this.#dimensions,
    }
  }
}

const zeros = (dimensions: number): QuantizedVector => ({
  bits: new Uint8Array(dimensions / 8),
  codes: new Uint8Array(codeBytes(dimensions)),
  scale: 0,
})
