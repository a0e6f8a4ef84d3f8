import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { rankTrending } from '../../papers/lists/trending.ts'
import { BURST_MS, CROWD_MS, voteWeight } from './vote-weight.ts'

const HALF_LIFE_MS = 48 * 3_600_000

/** What a ring of new accounts brings a paper: each vote weighed as it is when it is cast, at these moments. */
function weighed(moments: readonly number[]): { at: number; votes: number }[] {
  const sorted = moments.toSorted((a, b) => a - b)
  return sorted.map((at, index) => {
    const before = sorted.slice(0, index)
    const within = (ms: number) => before.filter((earlier) => earlier > at - ms).length
    return { at, votes: voteWeight(true, { crowd: within(CROWD_MS), burst: within(BURST_MS) }) }
  })
}

const moment = fc.integer({ min: 0, max: CROWD_MS - 1 })

describe('what votes of new accounts count for', () => {
  test('the examples of docs/ranking.md', () => {
    const crowd = (n: number, burst = 0) => voteWeight(true, { crowd: n, burst }).toFixed(3)
    assert.deepEqual([crowd(0), crowd(1), crowd(2), crowd(9)], ['0.500', '0.125', '0.056', '0.005'])
    assert.deepEqual([crowd(1, 1), crowd(9, 9)], ['0.056', '0.001'])
    assert.equal(voteWeight(false, { crowd: 50, burst: 50 }), 1)
  })

  test('however many come, and whenever: less than one ordinary vote in the days in which they are new', () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 300 }), (moments) => {
        const sum = weighed(moments).reduce((total, { votes }) => total + votes, 0)
        assert.ok(sum < 0.83, String(sum))
      }),
    )
  })

  test('a ring of new accounts lifts no paper above one with an ordinary vote that is not older than it', () => {
    fc.assert(
      fc.property(
        fc.array(moment, { minLength: 1, maxLength: 300 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 }),
        (moments, later) => {
          const last = Math.max(...moments)
          const ring = { paperId: 'a-ring', enteredAt: last, casts: weighed(moments) }
          const ordinary = {
            paperId: 'b',
            enteredAt: 0,
            casts: later.map((ms) => ({ at: last + ms, votes: 1 })),
          }
          assert.equal(rankTrending([ring, ordinary])[0]?.paperId, 'b')
        },
      ),
    )
  })

  test('many at once count less than the same many one after the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), (count) => {
        const sum = (casts: { votes: number }[]) => casts.reduce((total, { votes }) => total + votes, 0)
        const spread = weighed(Array.from({ length: count }, (_, index) => index * (BURST_MS + 1)))
        const burst = weighed(Array.from({ length: count }, (_, index) => index))
        assert.ok(sum(burst) < sum(spread))
      }),
    )
  })

  test('three ordinary votes of yesterday outweigh any ring of today', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        const now = 10 * HALF_LIFE_MS
        const ring = { paperId: 'a', enteredAt: now, casts: weighed(Array.from({ length: size }, () => now)) }
        const casts = [{ at: now - HALF_LIFE_MS / 2, votes: 3 }]
        assert.equal(rankTrending([ring, { paperId: 'b', enteredAt: 0, casts }])[0]?.paperId, 'b')
      }),
    )
  })
})
