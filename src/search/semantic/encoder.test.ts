import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { assembleSearchKernels } from '../../../tools/assemble-kernels.ts'
import { loadStaticEncoder, type StaticEncoder } from './encoder.ts'
import { compileKernels } from './load-kernels.ts'
import { BadModelFile, readModelFile, writeModelFile } from './model-file.ts'

const dimensions = 256
const vocabulary = {
  words: ['deep', 'deepest', 'learning', 'of', 'trees', 'éa'],
  pieces: ['+ing', '^train'],
  bigrams: [
    [0, 2],
    [0, 4],
    [2, 3],
  ] as const,
}
const rows = 11
const scales = Float32Array.from({ length: rows }, (_, row) => 2 ** (row / 4))
const bits = Uint8Array.from({ length: (rows * dimensions) / 8 }, (_, at) => (at * 2_654_435_761) >>> 13)
const model = { dimensions, vocabulary, scales, bits }
const file = writeModelFile(model)

describe('a model file', () => {
  it('gives back what was written, scales to a few parts in a hundred', () => {
    const read = readModelFile(file)
    assert.deepEqual(read.vocabulary, vocabulary)
    assert.deepEqual([...read.bits], [...bits])
    for (const [row, scale] of scales.entries())
      assert.ok(Math.abs((read.scales[row] ?? 0) / scale - 1) < 0.02)
  })

  it('is refused when cut, longer, of another kind or of another format', () => {
    const other = file.slice()
    other[4] = 9
    for (const bytes of [
      file.subarray(0, 20),
      file.subarray(0, -1),
      new Uint8Array(100),
      other,
      new Uint8Array([...file, 0]),
    ]) {
      assert.throws(() => readModelFile(bytes), BadModelFile)
    }
  })

  it('is refused or read, never worse, whatever byte is damaged', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        const damaged = file.slice()
        damaged[at] = byte
        try {
          readModelFile(damaged)
        } catch (error) {
          assert.ok(error instanceof BadModelFile)
        }
      }),
    )
  })
})

describe('the static encoder', () => {
  let encoder: StaticEncoder
  before(async () => {
    encoder = loadStaticEncoder(file, compileKernels(await assembleSearchKernels()))
  })

  it('gives the unit vector of the weighted sum of its tokens', () => {
    const read = readModelFile(file)
    const weights = new Map([
      [0, 1 + Math.log(2)],
      [2, 1],
      [8, 1],
      [7, 1],
      [6, 1],
    ])
    const expected = Array.from({ length: dimensions }, (_, d) => {
      let sum = 0
      for (const [row, weight] of weights) {
        const at = row * dimensions + d
        sum += weight * (read.scales[row] ?? 0) * (((bits[at >> 3] ?? 0) >> (at & 7)) & 1 ? 1 : -1)
      }
      return sum
    })
    const norm = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0))
    const vector = encoder.encode(['Deep learning. Training deep'])
    for (const [d, value] of expected.entries()) assert.ok(Math.abs((vector[d] ?? 0) - value / norm) < 1e-5)
  })

  it('gives zeros for texts without a token', () => {
    assert.ok(encoder.encode(['', '量子', '\ud800']).every((value) => value === 0))
  })

  it('gives each text the same vector in whatever company', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('deep trees', 'training of trees')),
    )
    fc.assert(
      fc.property(texts, (some) => {
        const together = encoder.encode(some)
        for (const [i, text] of some.entries()) {
          assert.deepEqual(together.subarray(i * dimensions, (i + 1) * dimensions), encoder.encode([text]))
        }
      }),
    )
  })

  it('takes texts of any length', () => {
    const vector = encoder.encode(['deep \0 trees\ud800. '.repeat(20_000)])
    assert.ok(Math.abs(vector.reduce((sum, value) => sum + value * value, 0) - 1) < 1e-3)
  })

  it('has another hash with another file', async () => {
    const other = writeModelFile({ ...model, bits: bits.map((byte) => byte ^ 1) })
    const kernels = compileKernels(await assembleSearchKernels())
    assert.notEqual(loadStaticEncoder(other, kernels).hash, encoder.hash)
  })
})
