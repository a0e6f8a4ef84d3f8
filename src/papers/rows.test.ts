import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyRecord, aRecord } from '../../test/support/arbitrary-records.ts'
import { normalizeRecord } from './merging/normalize-record.ts'
import { fromEntryRow, fromPaperRow, publishedAtMs, toEntryRow, toPaperRow } from './rows.ts'

test('a paper comes back from its row as it went in', () => {
  fc.assert(
    fc.property(anyRecord, (any) => {
      const { entries, ...record } = normalizeRecord(any)
      const row = { ...toPaperRow({ ...record, entries }, 7), member_votes: 2, member_comments: 1 }
      const { source, publishedAt, changeSeq, memberVotes, memberComments, ...paper } = fromPaperRow(row)
      assert.deepEqual([memberVotes, memberComments], [2, 1])
      assert.equal(source, 'arxiv')
      assert.equal(publishedAt, publishedAtMs(record.published))
      assert.equal(changeSeq, 7)
      assert.deepEqual(paper, record)
    }),
  )
})

test('an entry comes back from its row as it went in, submitter apart', () => {
  fc.assert(
    fc.property(anyRecord, (any) => {
      for (const entry of normalizeRecord(any).entries) {
        assert.deepEqual(fromEntryRow(toEntryRow('2603.00001', entry), entry.submittedBy), entry)
      }
    }),
  )
})

test('a date of any precision begins at its first instant', () => {
  assert.equal(publishedAtMs('2024'), Date.UTC(2024, 0, 1))
  assert.equal(publishedAtMs('2024-05'), Date.UTC(2024, 4, 1))
  assert.equal(publishedAtMs('2024-05-27'), Date.UTC(2024, 4, 27))
  assert.equal(publishedAtMs('2024-05-27T08:30:00.000Z'), Date.UTC(2024, 4, 27, 8, 30))
  assert.equal(publishedAtMs(undefined), null)
})

test('the row of a plain paper', () => {
  const row = toPaperRow(normalizeRecord(aRecord({ withdrawn: true })), 1)
  assert.equal(row.authors, '[{"name":"Ada Example"},{"name":"Ben Sample"}]')
  assert.equal(row.withdrawn, 1)
  assert.equal(row.links, '[]')
  assert.equal(row.doi, null)
})
