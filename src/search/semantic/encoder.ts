// Text → unit vector, without a model server: the sum of the vectors of its tokens.

import { createHash } from 'node:crypto'
import { startKernels } from './load-kernels.ts'
import { readModelFile } from './model-file.ts'
import { createTokenizer } from './tokenizer.ts'

export interface Encoder {
  /** Changes whenever vectors change: an index made with another one is rebuilt. */
  readonly hash: string
  readonly dimensions: number
  /** Unit vectors, one a text, row after row; a text without a known token gives zeros. */
  encode(texts: readonly string[]): Promise<Float32Array> | Float32Array
}

export interface StaticEncoder extends Encoder {
  /** At once, in the caller's thread: about 0.1 ms an abstract. Any string is fine. */
  encode(texts: readonly string[]): Float32Array
}

/** Part of the hash: changes when the same file gives other vectors, or an index keeps them otherwise. */
const arithmetic = 2

/**
 * The encoder of a model file (see model-file.ts). Throws `BadModelFile` where the bytes are none.
 * `kernels`: the compiled kernels.wat (see load-kernels.ts).
 */
export function loadStaticEncoder(modelFile: Uint8Array, kernels: WebAssembly.Module): StaticEncoder {
  const model = readModelFile(modelFile)
  const { dimensions, scales } = model
  const tokenize = createTokenizer(model.vocabulary)
  const sum = createSummation(kernels, model.bits, dimensions, scales.length)
  const counts = new Uint32Array(scales.length)
  const distinct = new Uint16Array(scales.length)

  function encodeInto(text: string, out: Float32Array): void {
    let found = 0
    tokenize(text, (token) => {
      const count = counts[token] ?? 0
      if (count === 0) distinct[found++] = token
      counts[token] = count + 1
    })
    for (let i = 0; i < found; i++) {
      const token = distinct[i] ?? 0
      sum.put(i, token, (1 + Math.log(counts[token] ?? 1)) * (scales[token] ?? 0))
      counts[token] = 0
    }
    if (found > 0) sum.unitVector(found, out)
  }

  return {
    hash: createHash('sha256').update(modelFile).update(String(arithmetic)).digest('hex').slice(0, 16),
    dimensions,
    encode(texts) {
      const vectors = new Float32Array(texts.length * dimensions)
      texts.forEach((text, i) => {
        encodeInto(text, vectors.subarray(i * dimensions, (i + 1) * dimensions))
      })
      return vectors
    },
  }
}

/** Rows and weights are put down first, then summed by the kernel; the table stands in the kernel's memory. */
function createSummation(module: WebAssembly.Module, bits: Uint8Array, dimensions: number, rows: number) {
  const rowBytes = dimensions / 8
  // Rows are multiples of 16 bytes, so all that follows is aligned.
  const rowsAt = bits.length
  const weightsAt = rowsAt + rows * 4
  const outAt = weightsAt + rows * 4
  const { kernels, memory } = startKernels(module, outAt + dimensions * 4)
  new Uint8Array(memory.buffer).set(bits)
  const addresses = new Uint32Array(memory.buffer, rowsAt, rows)
  const weights = new Float32Array(memory.buffer, weightsAt, rows)
  const sums = new Float32Array(memory.buffer, outAt, dimensions)
  return {
    put(at: number, token: number, weight: number): void {
      addresses[at] = token * rowBytes
      weights[at] = weight
    },
    /** Of the first `count` rows put down. */
    unitVector(count: number, out: Float32Array): void {
      kernels.sumBits(outAt, dimensions / 32, rowsAt, weightsAt, count)
      let total = 0
      for (let i = 0; i < count; i++) total += weights[i] ?? 0
      let squares = 0
      for (let i = 0; i < dimensions; i++) {
        // The kernel sums the weights of set bits; the others count as minus.
        const value = 2 * (sums[i] ?? 0) - total
        out[i] = value
        squares += value * value
      }
      const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
      for (let i = 0; i < dimensions; i++) out[i] = (out[i] ?? 0) * scale
    },
  }
}
