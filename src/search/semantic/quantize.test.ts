import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { codeBytes, dequantize, quantize } from './quantize.ts'

const vectors = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 256, maxLength: 256 })
  .map((values) => Float32Array.from(values))

const length = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

describe('quantize', () => {
  it('keeps signs, and a unit vector a unit vector', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const quantized = quantize(vector)
        const back = dequantize(quantized)
        if (quantized.scale === 0) return assert.equal(length(vector), 0)
        assert.ok(Math.abs(length(back) - 1) < 1e-4)
        for (const [d, value] of vector.entries()) assert.equal((back[d] ?? 0) > 0, value >= 0)
      }),
    )
  })

  it('keeps the direction of normally distributed values to one part in a thousand', () => {
    const vector = Float32Array.from(
      { length: 1024 },
      (_, d) => Math.sin(d * 7.1) + Math.sin(d * d * 0.013) + Math.cos(d * 1.7),
    )
    const back = dequantize(quantize(vector))
    const cosine = vector.reduce((sum, value, d) => sum + value * (back[d] ?? 0), 0) / length(vector)
    assert.ok(cosine > 0.999, `cosine ${cosine}`)
  })

  it('takes an outlier that dwarfs all other values', () => {
    const vector = new Float32Array(256).fill(0.01)
    vector[100] = -1
    const back = dequantize(quantize(vector))
    assert.ok((back[100] ?? 0) < -0.9)
  })

  it('says by the scale that a vector is zeros or no numbers', () => {
    assert.equal(quantize(new Float32Array(256)).scale, 0)
    assert.equal(quantize(new Float32Array(256).fill(Number.NaN)).scale, 0)
    assert.equal(quantize(new Float32Array(256)).codes.length, codeBytes(256))
  })
})
