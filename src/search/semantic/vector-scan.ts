// The vectors of one segment, ready to be compared with a query's.
//
// Finding goes from coarse to fine: all documents by their first 320 bits, the best of those by all bits, the best of
// those by six bits a dimension with the query in floats. The bits are copied to the kernel's memory, the first 320 once
// more as the kernel scans them; whoever made the scan may let go of theirs. The codes are read where the segment has them.

import { type Kernels, startKernels } from './load-kernels.ts'
import { codeBytes, dequantize } from './quantize.ts'
import { tablesOfByte, type VectorQuery } from './vector-query.ts'

/** The vector columns of a segment, as `quantize` makes them, row after row. */
export interface VectorColumns {
  bits: Uint8Array
  codes: Uint8Array
  scales: Float32Array
  /** A multiple of 128, at least 384. */
  dimensions: number
}

export interface VectorScan {
  readonly documents: number
  readonly dimensions: number
  /** Weight of the differing bits among the first 320, for every document. The array is good until the next call. */
  prefixDistances(query: VectorQuery): Uint16Array
  /** Documents whose distance was at most `limit` in the last `prefixDistances`, in order. */
  prefixWithin(limit: number): Uint32Array
  /** Weight of the differing bits among all, for these documents. */
  distances(query: VectorQuery, documents: Uint32Array): Uint16Array
  /** Cosine of these documents (six bits a dimension) and the query's floats; 0 for documents without a vector. */
  scores(query: VectorQuery, documents: Uint32Array): Float32Array
  /** The document's vector as far as it was kept; null where it has none. */
  vectorOf(document: number): Float32Array | null
  /** Its signs, a bit a dimension; null where it has no vector. */
  signsOf(document: number): Uint32Array | null
}

export type ScanMaker = (columns: VectorColumns) => VectorScan

/** `kernels`: the compiled kernels.wat. Every scan has its own memory: dropping the scan frees it. */
export function createVectorScan(columns: VectorColumns, kernels: WebAssembly.Module): VectorScan {
  return new SegmentScan(columns, kernels)
}

const prefixBits = 320
const prefixBytes = prefixBits / 8
/** Documents of a group stand interleaved, a byte each in turn. */
const groupSize = 16
/** Documents whose distances are asked for at a time. */
const askedAtOnce = 4_096

class SegmentScan implements VectorScan {
  readonly documents: number
  readonly dimensions: number
  readonly #codes: Buffer
  readonly #scales: Float32Array
  readonly #kernels: Kernels
  readonly #bytes: Uint8Array
  readonly #numbers: Uint16Array
  readonly #lists: Uint32Array
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
    const { buffer, byteOffset, length } = columns.codes
    this.#codes = Buffer.from(buffer, byteOffset, length)
    this.#scales = columns.scales
    this.#at = addresses(this.documents, this.dimensions)
    const { kernels, memory } = startKernels(module, this.#at.end)
    this.#kernels = kernels
    this.#bytes = new Uint8Array(memory.buffer)
    this.#numbers = new Uint16Array(memory.buffer)
    this.#lists = new Uint32Array(memory.buffer)
    this.#floats = new Float32Array(memory.buffer)
    this.#bytes.set(columns.bits, this.#at.rows)
    this.#interleave(columns)
  }

  prefixDistances(query: VectorQuery): Uint16Array {
    this.#bytes.set(query.tables.subarray(0, prefixBytes * tablesOfByte), this.#at.query)
    this.#kernels.scanTables(0, this.#at.rows, groupSize * prefixBytes, this.#at.query, this.#at.distances)
    return this.#numbers.subarray(this.#at.distances / 2, this.#at.distances / 2 + this.documents)
  }

  prefixWithin(limit: number): Uint32Array {
    const { distances, query, list } = this.#at
    const end = this.#kernels.within(distances, query, limit, list)
    const found = this.#lists.slice(list / 4, end / 4)
    // The last group may be filled up with documents that are none.
    return (found.at(-1) ?? 0) < this.documents
      ? found
      : found.filter((document) => document < this.documents)
  }

  distances(query: VectorQuery, documents: Uint32Array): Uint16Array {
    const found = new Uint16Array(documents.length)
    const { query: queryAt, rows, list, results } = this.#at
    const width = this.dimensions / 8
    for (const [i, plane] of [query.signs, query.ones, query.twos].entries())
      this.#bytes.set(plane, queryAt + i * width)
    for (let from = 0; from < documents.length; from += askedAtOnce) {
      const asked = documents.subarray(from, from + askedAtOnce)
      this.#lists.set(asked, list / 4)
      this.#kernels.touch(rows, width, list, list + asked.length * 4)
      this.#kernels.weightedDistances(rows, width, list, list + asked.length * 4, queryAt, results)
      found.set(this.#numbers.subarray(results / 2, results / 2 + asked.length), from)
    }
    return found
  }

  scores(query: VectorQuery, documents: Uint32Array): Float32Array {
    const { query: queryAt, rows, codes } = this.#at
    const [width, fifth] = [this.dimensions / 8, codes + this.dimensions / 2]
    const codeWidth = codeBytes(this.dimensions)
    this.#floats.set(query.floats, queryAt / 4)
    const scores = new Float32Array(documents.length)
    for (let at = 0; at < documents.length; at++) {
      const document = documents[at] ?? 0
      const scale = this.#scales[document] ?? 0
      if (scale === 0) continue
      // A view of each document's codes would cost as much as copying them.
      this.#codes.copy(this.#bytes, codes, document * codeWidth, (document + 1) * codeWidth)
      const row = rows + document * width
      scores[at] = this.#kernels.dotLevels(row, row + width, codes, fifth, queryAt) * scale
    }
    return scores
  }

  vectorOf(document: number): Float32Array | null {
    const scale = this.#scales[document] ?? 0
    if (scale === 0) return null
    return dequantize({ bits: this.#bitsOf(document), codes: this.#codesOf(document), scale })
  }

  signsOf(document: number): Uint32Array | null {
    if ((this.#scales[document] ?? 0) === 0) return null
    const [from, words] = [(this.#at.rows + (document * this.dimensions) / 8) / 4, this.dimensions / 32]
    return this.#lists.slice(from, from + words)
  }

  #bitsOf(document: number): Uint8Array {
    const [rows, width] = [this.#at.rows, this.dimensions / 8]
    return this.#bytes.subarray(rows + document * width, rows + (document + 1) * width)
  }

  #codesOf(document: number): Uint8Array {
    const width = codeBytes(this.dimensions)
    return this.#codes.subarray(document * width, (document + 1) * width)
  }

  #interleave({ bits, dimensions }: VectorColumns): void {
    for (let document = 0; document < this.documents; document++) {
      const from = (document * dimensions) / 8
      const to = Math.floor(document / groupSize) * groupSize * prefixBytes + (document % groupSize)
      for (let byte = 0; byte < prefixBytes; byte++)
        this.#bytes[to + byte * groupSize] = bits[from + byte] ?? 0
    }
  }
}

function addresses(documents: number, dimensions: number) {
  const groups = Math.ceil(documents / groupSize)
  const rows = groups * groupSize * prefixBytes
  const distances = rows + (documents * dimensions) / 8
  const query = distances + groups * groupSize * 2
  const codes = query + Math.max(dimensions * 4, prefixBytes * tablesOfByte)
  const list = codes + codeBytes(dimensions)
  const results = list + Math.max(askedAtOnce, groups * groupSize) * 4
  return { rows, distances, query, codes, list, results, end: results + askedAtOnce * 2 }
}
