import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { assembleSearchKernels } from '../../../tools/assemble-kernels.ts'
import { compileKernels } from './load-kernels.ts'
import { nearest } from './nearest.ts'
import { codeBytes, dequantize, quantize } from './quantize.ts'
import { type VectorQuery, vectorQuery } from './vector-query.ts'
import { createVectorScan, type VectorScan } from './vector-scan.ts'

let kernels: WebAssembly.Module
before(async () => {
  kernels = compileKernels(await assembleSearchKernels())
})

const dimensions = 512

/** The same numbers for the same seed, in a bell around 0. */
function vectorOf(seed: number): Float32Array {
  let state = seed * 2_654_435_761 + 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 8) / 2 ** 24 - 0.5
  }
  return Float32Array.from({ length: dimensions }, () => next() + next() + next())
}

function scanOf(vectors: readonly Float32Array[]): VectorScan {
  const columns = {
    bits: new Uint8Array((vectors.length * dimensions) / 8),
    codes: new Uint8Array(vectors.length * codeBytes(dimensions)),
    scales: new Float32Array(vectors.length),
    dimensions,
  }
  vectors.map(quantize).forEach(({ bits, codes, scale }, document) => {
    columns.bits.set(bits, document * bits.length)
    columns.codes.set(codes, document * codes.length)
    columns.scales[document] = scale
  })
  return createVectorScan(columns, kernels)
}

/** Weight of the bits in which a document and a query differ, one by one. */
function differing(own: Uint8Array, { signs, ones, twos }: VectorQuery, count: number): number {
  const bit = (bits: Uint8Array, d: number) => ((bits[d >> 3] ?? 0) >> (d & 7)) & 1
  let weight = 0
  for (let d = 0; d < count; d++) if (bit(own, d) !== bit(signs, d)) weight += bit(ones, d) + 2 * bit(twos, d)
  return weight
}

const vectors = Array.from({ length: 301 }, (_, seed) => vectorOf(seed))
const everyone = Uint32Array.from(vectors, (_, document) => document)

describe('a scan', () => {
  it('weighs the differing bits, of the first 320 and of all', () => {
    const scan = scanOf(vectors)
    const query = vectorQuery(vectorOf(9999))
    const bits = vectors.map((vector) => quantize(vector).bits)
    const whole = bits.map((own) => differing(own, query, dimensions))
    assert.deepEqual(
      [...scan.prefixDistances(query)],
      bits.map((own) => differing(own, query, 320)),
    )
    assert.deepEqual([...scan.distances(query, everyone)], whole)
  })

  it('lists the documents within a distance', () => {
    const scan = scanOf(vectors)
    const found = [...scan.prefixDistances(vectorQuery(vectorOf(9999)))]
    const sorted = found.toSorted((a, b) => a - b)
    for (const limit of [-1 + (sorted[0] ?? 0), sorted[0] ?? 0, sorted[150] ?? 0, 65_535]) {
      const expected = everyone.filter((document) => (found[document] ?? 0) <= limit)
      assert.deepEqual([...scan.prefixWithin(limit)], [...expected])
    }
  })

  it('scores by the cosine of what was kept', () => {
    const scan = scanOf(vectors)
    const query = vectorOf(77)
    const scores = scan.scores(vectorQuery(query), everyone)
    for (const [document, vector] of vectors.entries()) {
      const kept = dequantize(quantize(vector))
      const expected = kept.reduce((sum, value, d) => sum + value * (query[d] ?? 0), 0)
      assert.ok(Math.abs((scores[document] ?? 0) - expected) < 1e-3)
    }
  })

  it('gives back the vector that was kept, and null for none', () => {
    const scan = scanOf([vectorOf(1), new Float32Array(dimensions)])
    assert.deepEqual(scan.vectorOf(0), dequantize(quantize(vectorOf(1))))
    assert.equal(scan.vectorOf(1), null)
  })

  it('refuses dimensions that the kernels cannot take', () => {
    const columns = {
      bits: new Uint8Array(0),
      codes: new Uint8Array(0),
      scales: new Float32Array(0),
      dimensions: 200,
    }
    assert.throws(() => createVectorScan(columns, kernels), /multiple of 128/)
  })
})

describe('nearest', () => {
  const halves = () => [scanOf(vectors.slice(0, 150)), null, scanOf(vectors.slice(150))]

  it('finds a document by its own vector, best of all segments', () => {
    const found = nearest(halves(), vectorQuery(vectorOf(200)), { allowed: [null, null, null], count: 5 })
    assert.equal(found.length, 5)
    assert.deepEqual([found[0]?.segment, found[0]?.document], [2, 50])
    assert.deepEqual(
      found,
      found.toSorted((a, b) => b.score - a.score),
    )
  })

  it('gives what an exhaustive ranking gives', () => {
    const query = vectorQuery(vectorOf(4))
    const scores = scanOf(vectors).scores(query, everyone)
    const expected = [...everyone].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, 20)
    const found = nearest(halves(), query, { allowed: [null, null, null], count: 20 })
    assert.deepEqual(
      found.map(({ segment, document }) => (segment === 0 ? document : 150 + document)),
      expected,
    )
  })

  it('finds only what is allowed', () => {
    const allowed = [
      new Uint8Array(150),
      null,
      Uint8Array.from({ length: 151 }, (_, at) => Number(at === 7 || at === 9)),
    ]
    const found = nearest(halves(), vectorQuery(vectorOf(200)), { allowed, count: 5 })
    assert.deepEqual(found.map(({ segment, document }) => [segment, document]).sort(), [
      [2, 7],
      [2, 9],
    ])
  })

  it('finds nothing for zeros, in nothing, and no documents without a vector', () => {
    const zeros = new Float32Array(dimensions)
    const options = { allowed: [null], count: 5 }
    assert.deepEqual(nearest([scanOf(vectors)], vectorQuery(zeros), options), [])
    assert.deepEqual(nearest([scanOf([])], vectorQuery(vectorOf(1)), options), [])
    assert.deepEqual(nearest([scanOf([zeros, zeros])], vectorQuery(vectorOf(1)), options), [])
  })
})

describe('kernels', () => {
  it('are refused where they were built before a function changed', () => {
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
    assert.throws(() => compileKernels(empty), /another version.*npm run build/)
  })
})
