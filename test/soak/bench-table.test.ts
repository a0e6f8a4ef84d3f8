// The one table of `npm run bench`: what is measured, what is asked for, and the peer.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timesOf } from '../../bench/round/row.ts'
import { tableOf } from '../../bench/round/table.ts'

test('says of each measurement its figure, its goal, and how many times the peer it is', () => {
  const table = tableOf([
    {
      what: 'rate',
      figure: { perSecond: 5_416.4 },
      asked: 3_000,
      peer: { name: 'nginx', figure: { perSecond: 82_071 } },
    },
    {
      what: 'times',
      figure: { median: 3.97, p95: 6.74 },
      peer: { name: 'FTS5', figure: { median: 84.2, p95: 308.7 } },
    },
    { what: 'once', figure: { median: 2_300 }, asked: 2_000 },
    { what: 'score', figure: { score: 0.59 }, peer: { name: 'FTS5', figure: { score: 0.508 } } },
    { what: 'memory', figure: { megabytes: 986.6 } },
    { what: 'absent', why: 'wrk is not installed' },
  ])
  assert.deepEqual(table.split('\n').slice(2), [
    '| rate | 5,416/s | 3,000/s | nginx | 82,071/s | 0.066 |',
    '| times | 4.0 ms, p95 6.7 ms |  | FTS5 | 84.2 ms, p95 309 ms | 21 |',
    '| once | 2300 ms | 2000 ms, missed |  |  |  |',
    '| score | 0.590 |  | FTS5 | 0.508 | 1.16 |',
    '| memory | 987 MB |  |  |  |  |',
    '| absent | not measured: wrk is not installed |  |  |  |  |',
  ])
})

test('takes the middle and the slowest twentieth, whatever the order', () => {
  assert.deepEqual(timesOf([...Array(100).keys()].reverse()), { median: 50, p95: 95 })
})
