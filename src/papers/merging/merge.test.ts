import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, aRecord } from '../../../test/support/arbitrary-records.ts'
import { mergeRecords } from './merge.ts'
import { normalizeRecord } from './normalize-record.ts'

describe('merging two records of one paper', () => {
  test('does not depend on their order', () => {
    fc.assert(fc.property(anyRecord, anyRecord, (a, b) => same(mergeRecords(a, b), mergeRecords(b, a))))
  })

  test('does not depend on how three are grouped', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) =>
        same(mergeRecords(mergeRecords(a, b), c), mergeRecords(a, mergeRecords(b, c))),
      ),
    )
  })

  test('adds nothing the second time', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (a, b) => {
        const merged = mergeRecords(a, b)
        same(mergeRecords(merged, merged), merged)
        same(mergeRecords(merged, b), merged)
        same(mergeRecords(a, a), normalizeRecord(a))
      }),
    )
  })

  test('takes the more precise date', () => {
    const merge = (a: string, b: string) =>
      mergeRecords(aRecord({ published: a }), aRecord({ published: b })).published
    assert.equal(merge('2024', '2023-11'), '2023-11')
    assert.equal(merge('2024-05-27', '2024-05'), '2024-05-27')
    assert.equal(merge('2024-05-27', '2024-05-26T00:00:00.000Z'), '2024-05-26T00:00:00.000Z')
  })

  test('takes the fuller list of authors, and of equal ones the one that says more', () => {
    const short = aRecord({ authors: [{ name: 'Ada Example' }], authorCount: 5 })
    const long = aRecord({ authors: [{ name: 'A. Example' }, { name: 'G. Sample' }] })
    assert.deepEqual(mergeRecords(short, long).authors, long.authors)
    assert.equal(mergeRecords(short, long).authorCount, 5)

    const known = aRecord({ authors: [{ name: 'A. Example', status: 'claimed_verified' }] })
    assert.deepEqual(mergeRecords(short, known).authors, known.authors)
  })

  test('keeps the larger numbers, of the paper and of each day', () => {
    const merged = mergeRecords(
      aRecord({ recordedVotes: 3, entries: [{ day: '2026-03-02', recordedVotes: 3, place: 4 }] }),
      aRecord({ entries: [{ day: '2026-03-02', recordedVotes: 9, place: 1 }, { day: '2026-03-03' }] }),
    )
    assert.equal(merged.recordedVotes, 9)
    assert.deepEqual(
      merged.entries.map(({ day, place, recordedVotes }) => [day, place, recordedVotes]),
      [
        ['2026-03-02', 1, 9],
        ['2026-03-03', undefined, 0],
      ],
    )
  })

  test('unites links, and an empty text never wins', () => {
    const code = { kind: 'code' as const, url: 'https://example.org/code' }
    const merged = mergeRecords(
      aRecord({ abstract: '', links: [{ ...code, stars: 7 }] }),
      aRecord({ links: [code, { kind: 'project', url: 'https://example.org/' }] }),
    )
    assert.equal(merged.abstract, aRecord().abstract)
    assert.deepEqual(merged.links, [
      { ...code, stars: 7 },
      { kind: 'project', url: 'https://example.org/' },
    ])
  })

  test('prefers a submitter whose id was recorded', () => {
    const id = 'a'.repeat(24)
    const entry = (submittedBy: { id?: string; name: string }) =>
      aRecord({ entries: [{ day: '2026-03-02', submittedBy }] })
    const merged = mergeRecords(entry({ name: 'zoe' }), entry({ id, name: 'ada' }))
    assert.equal(merged.entries[0]?.submittedBy?.id, id)
  })
})

// As text: the order of keys matters too, because stored columns are compared so.
function same(a: unknown, b: unknown): void {
  assert.equal(JSON.stringify(a), JSON.stringify(b))
}
