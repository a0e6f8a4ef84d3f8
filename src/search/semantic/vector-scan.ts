// The vectors of one segment, ready to be compared with a query's.
//
// Finding goes from coarse to fine: all documents by their first 256 bits, the best of those by all bits, the best of
// those by six bits a dimension with the query in floats. Only the first 256 bits are copied (32 bytes a document), laid out
// for the kernel; the rest is read where the segment has it.

import { type Kernels, startKernels } from './load-kernels.ts'
import { codeBytes, dequantize, quantize } from './quantize.ts'

/** The vector columns of a segment, as `quantize` makes them, row after row. */
export interface VectorColumns {
  bits: Uint8Array
  codes: Uint8Array
  scales: Float32Array
  /** A multiple of 128, at least 256. */
  dimensions: number
}

export interface VectorQuery {
  readonly floats: Float32Array
  readonly bits: Uint8Array
  readonly isZero: boolean
}

/** What `vector` is compared by; it is copied. */
export function vectorQuery(vector: Float32Array): VectorQuery {
  const floats = vector.slice()
  const isZero = floats.every((value) => value === 0)
  return { floats, bits: quantize(floats).bits, isZero }
}

export interface VectorScan {
  readonly documents: number
  readonly dimensions: number
  /** Differing bits among the first 256, for every document. The array is good until the next call. */
  prefixDistances(query: VectorQuery): Uint16Array
  /** Differing bits among all, for these documents. */
  distances(query: VectorQuery, documents: Uint32Array): Uint16Array
  /** Cosine of these documents (six bits a dimension) and the query's floats; 0 for documents without a vector. */
  scores(query: VectorQuery, documents: Uint32Array): Float32Array
  /** The document's vector as far as it was kept; null where it has none. */
  vectorOf(document: number): Float32Array | null
}

export type ScanMaker = (columns: VectorColumns) => VectorScan

/** `kernels`: the compiled kernels.wat. Every scan has its own memory: dropping the scan frees it. */
export function createVectorScan(columns: VectorColumns, kernels: WebAssembly.Module): VectorScan {
  return new SegmentScan(columns, kernels)
}

export const prefixBits = 256
const prefixBytes = prefixBits / 8
/** Documents of a group stand interleaved, two bytes each in turn. */
const groupSize = 8
/** Rows copied to the kernel's memory at a time. */
const rowsAtOnce = 256

class SegmentScan implements VectorScan {
  readonly documents: number
  readonly dimensions: number
  readonly #columns: VectorColumns
  readonly #kernels: Kernels
  readonly #bytes: Uint8Array
  readonly #numbers: Uint16Array
  readonly #floats: Float32Array
  readonly #at: ReturnType<typeof addresses>

  constructor(columns: VectorColumns, module: WebAssembly.Module) {
    if (columns.dimensions < prefixBits || columns.dimensions % 128 !== 0) {
      throw new RangeError(
        `Vectors need a multiple of 128 dimensions and at least ${prefixBits}, not ${columns.dimensions}.`,
      )
    }
    this.documents = columns.scales.length
    this.dimensions = columns.dimensions
    this.#columns = columns
    this.#at = addresses(this.documents, this.dimensions)
    const { kernels, memory } = startKernels(module, this.#at.end)
    this.#kernels = kernels
    this.#bytes = new Uint8Array(memory.buffer)
    this.#numbers = new Uint16Array(memory.buffer)
    this.#floats = new Float32Array(memory.buffer)
    this.#interleave()
  }

  prefixDistances(query: VectorQuery): Uint16Array {
    const words = this.#at.query / 2
    for (let word = 0; word < prefixBytes / 2; word++) {
      const value = (query.bits[word * 2] ?? 0) | ((query.bits[word * 2 + 1] ?? 0) << 8)
      this.#numbers.fill(value, words + word * groupSize, words + (word + 1) * groupSize)
    }
    this.#kernels.scanPrefix(0, this.#at.distances, this.#at.query, this.#at.distances)
    return this.#numbers.subarray(this.#at.distances / 2, this.#at.distances / 2 + this.documents)
  }

  distances(query: VectorQuery, documents: Uint32Array): Uint16Array {
    const width = this.dimensions / 8
    const found = new Uint16Array(documents.length)
    const { query: queryAt, rows, results } = this.#at
    this.#bytes.set(query.bits, queryAt)
    for (let from = 0; from < documents.length; from += rowsAtOnce) {
      const end = this.#copyBits(documents.subarray(from, from + rowsAtOnce))
      this.#kernels.distances(rows, end, width, queryAt, results)
      found.set(this.#numbers.subarray(results / 2, results / 2 + (end - rows) / width), from)
    }
    return found
  }

  scores(query: VectorQuery, documents: Uint32Array): Float32Array {
    const { query: queryAt, rows } = this.#at
    const codesAt = rows + this.dimensions / 8
    const fifthAt = codesAt + this.dimensions / 2
    this.#floats.set(query.floats, queryAt / 4)
    return Float32Array.from(documents, (document) => {
      const scale = this.#columns.scales[document] ?? 0
      if (scale === 0) return 0
      this.#bytes.set(this.#bitsOf(document), rows)
      this.#bytes.set(this.#codesOf(document), codesAt)
      return this.#kernels.dotLevels(rows, codesAt, codesAt, fifthAt, queryAt) * scale
    })
  }

  vectorOf(document: number): Float32Array | null {
    const scale = this.#columns.scales[document] ?? 0
    if (scale === 0) return null
    return dequantize({ bits: this.#bitsOf(document), codes: this.#codesOf(document), scale })
  }

  #bitsOf(document: number): Uint8Array {
    const width = this.dimensions / 8
    return this.#columns.bits.subarray(document * width, (document + 1) * width)
  }

  #codesOf(document: number): Uint8Array {
    const width = codeBytes(this.dimensions)
    return this.#columns.codes.subarray(document * width, (document + 1) * width)
  }

  #interleave(): void {
    const { bits, dimensions } = this.#columns
    for (let document = 0; document < this.documents; document++) {
      const from = (document * dimensions) / 8
      const to = Math.floor(document / groupSize) * groupSize * prefixBytes + (document % groupSize) * 2
      for (let word = 0; word < prefixBytes / 2; word++) {
        this.#bytes[to + word * groupSize * 2] = bits[from + word * 2] ?? 0
        this.#bytes[to + word * groupSize * 2 + 1] = bits[from + word * 2 + 1] ?? 0
      }
    }
  }

  /** Returns where the copied rows end. */
  #copyBits(documents: Uint32Array): number {
    let to = this.#at.rows
    for (const document of documents) {
      this.#bytes.set(this.#bitsOf(document), to)
      to += this.dimensions / 8
    }
    return to
  }
}

function addresses(documents: number, dimensions: number) {
  const groups = Math.ceil(documents / groupSize)
  const distances = groups * groupSize * prefixBytes
  const query = distances + groups * groupSize * 2
  const rows = query + Math.max(dimensions * 4, prefixBytes * groupSize)
  const results = rows + (rowsAtOnce * dimensions) / 8
  return { distances, query, rows, results, end: results + rowsAtOnce * 2 }
}
