import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { rankDay, rankPeriod, type Standing } from './ranking.ts'

const standing = (paperId: string, more: Partial<Standing> = {}): Standing => ({
  paperId,
  day: '2026-03-04',
  votes: 0,
  comments: 0,
  place: null,
  enteredAt: null,
  ...more,
})

const idsOf = (standings: Standing[]) => standings.map(({ paperId }) => paperId)

// Few different values, so that ties are common.
const few = (max: number) => fc.integer({ min: 0, max })
const standings = fc.array(
  fc.record({
    paperId: few(12).map((number) => `2603.0000${number}`),
    day: few(4).map((number) => `2026-03-0${number + 2}`),
    votes: few(3),
    comments: few(3),
    place: fc.option(few(3)),
    enteredAt: fc.option(few(3)),
  }),
  { maxLength: 20 },
)
const oneDay = standings.map((all) => [
  ...new Map(all.map((one) => [one.paperId, { ...one, day: '2026-03-04' }])).values(),
])

describe('the order of a day', () => {
  test('the example of docs/ranking.md', () => {
    const day = [
      standing('2603.00005', { votes: 12, place: 4 }),
      standing('2603.00004', { votes: 12, enteredAt: Date.parse('2026-03-04T09:00Z') }),
      standing('2603.00003', { votes: 12 }),
      standing('2603.00002', { votes: 12, place: 1 }),
      standing('2603.00001', { votes: 40, place: 9 }),
    ]
    const order = ['2603.00001', '2603.00002', '2603.00005', '2603.00004', '2603.00003']
    assert.deepEqual(idsOf(rankDay(day)), order)
  })

  test('is the same whatever order the entries come in', () => {
    const shuffled = oneDay.chain((day) =>
      fc.tuple(fc.constant(day), fc.shuffledSubarray(day, { minLength: day.length })),
    )
    fc.assert(fc.property(shuffled, ([day, other]) => assert.deepEqual(rankDay(day), rankDay(other))))
  })

  test('a further vote never lowers a paper', () => {
    fc.assert(
      fc.property(oneDay, fc.nat(), (day, pick) => {
        const lucky = day[pick % (day.length || 1)]
        if (!lucky) return
        const rank = (list: Standing[]) => idsOf(rankDay(list)).indexOf(lucky.paperId)
        const after = day.map((one) => (one === lucky ? { ...one, votes: one.votes + 1 } : one))
        assert.ok(rank(after) <= rank(day))
      }),
    )
  })
})

describe('the order of a week or a month', () => {
  test('the example of docs/ranking.md', () => {
    const week = [
      standing('2603.00001', { day: '2026-03-02', votes: 10, comments: 1 }),
      standing('2603.00002', { day: '2026-03-02', votes: 25, place: 3 }),
      standing('2603.00001', { day: '2026-03-03', votes: 30 }),
      standing('2603.00003', { day: '2026-03-03', votes: 25, place: 0 }),
    ]
    const ranked = rankPeriod(week)
    assert.deepEqual(idsOf(ranked), ['2603.00001', '2603.00002', '2603.00003'])
    assert.deepEqual(ranked[0], standing('2603.00001', { day: '2026-03-02', votes: 30, comments: 1 }))
  })

  test('names each paper once, with its larger numbers, whatever order the entries come in', () => {
    const unique = standings.map((all) => [
      ...new Map(all.map((one) => [`${one.day} ${one.paperId}`, one])).values(),
    ])
    fc.assert(
      fc.property(unique, (entries) => {
        const ranked = rankPeriod(entries)
        assert.deepEqual(new Set(idsOf(ranked)), new Set(idsOf(entries)))
        assert.equal(new Set(idsOf(ranked)).size, ranked.length)
        for (const { paperId, votes } of ranked) {
          const all = entries.filter((entry) => entry.paperId === paperId)
          assert.equal(votes, Math.max(...all.map((entry) => entry.votes)))
        }
        assert.deepEqual(rankPeriod(entries.toReversed()), ranked)
      }),
    )
  })
})
