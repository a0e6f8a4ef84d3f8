import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { BOUNDS, createHistogramTally } from './histogram-tally.ts'
import { historyOf, nodesOf } from './history.ts'
import { type NodeSample, parseSample, SAMPLE_MS } from './node-sample.ts'
import { quantileOf } from './quantile.ts'

const now = Date.parse('2026-03-04T12:00:00Z')

function sample(node: string, minutesAgo: number, content: object = {}): NodeSample {
  const found = parseSample(node, now - minutesAgo * SAMPLE_MS, JSON.stringify(content))
  assert.ok(found)
  return found
}

describe('history', () => {
  test('adds nodes up, averages minutes, and leaves a gap where nobody counted', () => {
    const samples = [
      sample('a', 1, { requests: 60, errors: 2, delay: 0.01, upTo: BOUNDS.map(() => 60) }),
      sample('b', 1, { requests: 40, delay: 0.3, upTo: BOUNDS.map(() => 40) }),
      sample('a', 2, { requests: 20, upTo: BOUNDS.map(() => 20) }),
      sample('a', 9, { requests: 7 }),
      sample('a', 99, { requests: 1_000 }),
    ]
    const bins = historyOf(samples, { now, bins: 3, binMs: 5 * SAMPLE_MS })
    assert.deepEqual(
      bins.map(({ at, requests, errors }) => [(now - at) / SAMPLE_MS, requests, errors]),
      [
        [15, null, null],
        [10, 7, 0],
        [5, 60, 1],
      ],
    )
    assert.deepEqual([bins[2]?.delay, bins[2]?.p95], [0.3, 0.005 * 0.95])
  })

  test('nodes that were not heard of for some minutes are gone', () => {
    const told = nodesOf([sample('b', 1), sample('a', 2), sample('c', 30)], now)
    assert.deepEqual(
      told.map(({ node, isAlive, seenAt }) => [node, isAlive, (now - seenAt) / SAMPLE_MS]),
      [
        ['a', true, 1],
        ['b', true, 0],
        ['c', false, 29],
      ],
    )
  })

  test('a sample is read whatever it holds, or is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (content) => {
        const read = parseSample('a', now, content)
        if (read) assert.ok(Number.isFinite(read.requests) && Number.isFinite(read.memory))
      }),
    )
    assert.equal(parseSample('a', now, '{"requests":"many"}'), null)
    assert.equal(sample('a', 0, { unknown: 1 }).requests, 0)
  })
})

test('a quantile lies in the bucket of what was counted', () => {
  const times = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (seconds, q) => {
      const tally = createHistogramTally()
      for (const time of seconds) tally.add({}, time)
      const told = quantileOf(q, BOUNDS, tally.sum()) ?? Number.NaN
      const exact = [...seconds].sort((a, b) => a - b)[Math.ceil(q * seconds.length - 1e-9) - 1] ?? Number.NaN
      const place = BOUNDS.findIndex((bound) => exact <= bound)
      assert.ok(told >= (BOUNDS[place - 1] ?? 0) && told <= (BOUNDS[place] ?? 0), `${told} for ${exact}`)
    }),
  )
  assert.equal(quantileOf(0.5, BOUNDS, createHistogramTally().sum()), undefined)
})
