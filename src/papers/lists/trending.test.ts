import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, entryMoment, rankTrending, trendingScore, trendingSince } from './trending.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-03-04T12:00:00Z')

const candidate = (paperId: string, hoursAgo: number, votes: number): Candidate => {
  const enteredAt = now - hoursAgo * HOUR
  return { paperId, enteredAt, casts: [{ at: enteredAt, votes }] }
}

const idsOf = (candidates: Candidate[]) => candidates.map(({ paperId }) => paperId)

const aCandidate = fc
  .record({
    number: fc.integer({ min: 1, max: 99_999 }),
    hoursAgo: fc.integer({ min: 0, max: 720 }),
    votes: fc.integer({ min: 0, max: 500 }),
    later: fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 300 }), votes: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ number, hoursAgo, votes, later }) => {
    const one = candidate(`2603.${String(number).padStart(5, '0')}`, hoursAgo, votes)
    const more = later.map((cast) => ({ at: one.enteredAt + cast.after * HOUR, votes: cast.votes }))
    return { ...one, casts: [...one.casts, ...more] }
  })
const candidates = fc.uniqueArray(aCandidate, { selector: ({ paperId }) => paperId, maxLength: 30 })

const votesOf = ({ casts }: Candidate) => casts.reduce((sum, { votes }) => sum + votes, 0)

describe('trending', () => {
  test('the scores of docs/ranking.md', () => {
    const scores: [number, number, number][] = [
      [0, 12, 12],
      [24, 30, 21.213],
      [48, 80, 40],
      [96, 80, 20],
      [240, 500, 15.625],
    ]
    for (const [hoursAgo, votes, score] of scores) {
      const { casts } = candidate('2603.00001', hoursAgo, votes)
      assert.ok(Math.abs(trendingScore(casts, now) - score) < 0.001)
    }
    assert.equal(trendingScore([], now), 0)
  })

  test('the order of docs/ranking.md', () => {
    const examples = [
      candidate('2603.00001', 0, 12),
      candidate('2603.00002', 24, 30),
      candidate('2602.00003', 48, 80),
      candidate('2602.00004', 240, 500),
      candidate('2603.00005', 0, 0),
      candidate('2603.00006', 24, 0),
    ]
    const order = ['2602.00003', '2603.00002', '2602.00004', '2603.00001', '2603.00005', '2603.00006']
    assert.deepEqual(idsOf(rankTrending(examples)), order)
  })

  test('equal scores: the newest entry first, then the id', () => {
    const same = [
      candidate('2603.00002', 0, 4),
      candidate('2603.00001', 0, 4),
      candidate('2603.00003', 48, 8),
    ]
    assert.deepEqual(idsOf(rankTrending(same)).slice(0, 2), ['2603.00001', '2603.00002'])
  })

  test('the window is thirty days, the newest edition’s included', () => {
    assert.equal(trendingSince('2026-03-04'), '2026-02-03')
  })

  test('an entry without a time counts from noon UTC of its day', () => {
    assert.equal(entryMoment('2026-03-04', null), now)
    assert.equal(entryMoment('2026-03-04', 5), 5)
  })

  test('the order is total: it is the same whatever order the papers come in', () => {
    const shuffled = candidates.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => assert.deepEqual(rankTrending(all), rankTrending(other))),
    )
  })

  test('a paper without votes stands after every paper that has one', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const voted = rankTrending(all).map((one) => votesOf(one) > 0)
        assert.deepEqual(
          voted,
          voted.toSorted((a, b) => Number(b) - Number(a)),
        )
      }),
    )
  })

  test('a further vote never lowers a paper', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), (all, pick) => {
        const lucky = all[pick % (all.length || 1)]
        if (!lucky) return
        const rank = (list: Candidate[]) => idsOf(rankTrending(list)).indexOf(lucky.paperId)
        const more = { ...lucky, casts: [...lucky.casts, { at: now, votes: 1 }] }
        assert.ok(rank(all.map((one) => (one === lucky ? more : one))) <= rank(all))
      }),
    )
  })

  test('the order agrees with the score at any later moment: time alone never changes it', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 2_000 }), (all, hours) => {
        const scores = rankTrending(all).map(({ casts }) => trendingScore(casts, now + hours * HOUR))
        // Scores that differ by rounding alone may stand either way.
        scores.forEach((score, index) => {
          if (index > 0) assert.ok(score <= (scores[index - 1] ?? 0) * (1 + 1e-9))
        })
      }),
    )
  })
})
