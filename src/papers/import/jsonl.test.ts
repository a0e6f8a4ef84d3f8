import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { itemsFrom, reasonsOf } from '../../../test/support/items-of-text.ts'
import { Invalid } from '../../errors.ts'
import type { PaperRecord } from '../paper.ts'
import { readJsonLines, recordOfJson } from './jsonl.ts'

const plain = { id: '2603.00001', title: 'A title', abstract: 'An abstract.' }

describe('a line of JSON', () => {
  const reads = (more: object): PaperRecord => recordOfJson({ ...plain, ...more })

  test('needs an id, a title and an abstract', () => {
    for (const key of ['id', 'title', 'abstract']) {
      assert.throws(() => reads({ [key]: undefined }), Invalid)
      assert.throws(() => reads({ [key]: ' \n' }), Invalid)
    }
    assert.throws(() => reads({ id: 'no such id' }), /“no such id” is none that is known/)
    assert.equal(reads({ id: 'https://arxiv.org/abs/2603.00001v2' }).id, '2603.00001')
  })

  test('is cleaned: line breaks, markup, control characters', () => {
    assert.equal(reads({ title: 'A <b>bold</b>\n  title\u0000' }).title, 'A bold title')
  })

  test('names or counts its authors', () => {
    const named = reads({ authors: ['Ada Example', ' ', 'Ben Sample'], author_count: 1 })
    assert.deepEqual(named.authors, [{ name: 'Ada Example' }, { name: 'Ben Sample' }])
    assert.equal(named.authorCount, 2)
    assert.equal(reads({ author_count: 7 }).authorCount, 7)
    assert.deepEqual(reads({ authors: [{ name: 'Ada Example' }] }).authors, [{ name: 'Ada Example' }])
    assert.throws(() => reads({ authors: 'Ada Example' }), /“authors” must be a list/)
  })

  test('keeps the precision of its date; without one the id tells the month', () => {
    assert.equal(reads({ date: '2026-03-02' }).published, '2026-03-02')
    assert.equal(reads({ date: '2026-3' }).published, '2026-03')
    assert.equal(reads({ date: 2026 }).published, '2026')
    assert.equal(reads({ date: '2026-03-02T10:00:00+02:00' }).published, '2026-03-02T08:00:00.000Z')
    assert.equal(reads({}).published, '2026-03')
    assert.equal(reads({ id: 'acl:2024.example-long.1' }).published, undefined)
    assert.throws(() => reads({ date: '2026-02-30' }), /date “2026-02-30” is not understood/)
  })

  test('may say more', () => {
    const record = reads({
      categories: 'cs.CL cs.LG',
      primary_category: 'cs.LG',
      doi: 'https://doi.org/10.1000/ABC',
      venue: 'EXAMPLE',
      awards: ['Best Paper'],
      code_url: ' https://example.org/code ',
      url: 'https://arxiv.org/abs/2603.00001',
      source: 'a label',
      unknown: {},
    })
    assert.deepEqual(record.categories, ['cs.LG', 'cs.CL'])
    assert.equal(record.doi, '10.1000/abc')
    assert.deepEqual(reads({ categories: [`${'x'.repeat(99)}😀`] }).categories, ['x'.repeat(99)])
    assert.deepEqual([record.venues, record.awards], [['EXAMPLE'], ['Best Paper']])
    assert.deepEqual(record.links, [{ kind: 'code', url: 'https://example.org/code' }])
    assert.equal(record.url, undefined, 'the address that follows from the id is not kept')
    assert.deepEqual(reads({ code_url: 'javascript:alert(1)' }).links, [])
  })

  test('may stand in a day’s list', () => {
    const record = reads({ daily_date: '2026-03-04', submitted_by: '@ada', upvotes: 5, comment_count: 2 })
    assert.deepEqual(record.entries, [
      { day: '2026-03-04', recordedVotes: 5, recordedComments: 2, submittedBy: { name: 'ada' } },
    ])
    assert.deepEqual([record.recordedVotes, record.recordedComments], [5, 2])
    assert.throws(() => reads({ daily_date: '2026-13-01' }), /“daily_date” must be a day/)
    assert.throws(() => reads({ upvotes: -1 }), /“upvotes” must be a whole number/)
  })

  test('never fails in another way than by a sentence', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        id: fc.constant('2603.00001'),
        title: fc.jsonValue(),
        abstract: fc.string(),
        authors: fc.jsonValue(),
        date: fc.jsonValue(),
        url: fc.webUrl(),
      }),
    )
    fc.assert(
      fc.property(value, (any) => {
        try {
          recordOfJson(any)
        } catch (error) {
          assert.ok(error instanceof Invalid)
        }
      }),
    )
  })
})

describe('JSON Lines', () => {
  const good = JSON.stringify(plain)

  test('are read whatever the chunks are; blank lines and line ends do not matter', async () => {
    const text = `\ufeff${good}\r\n\n   \n${good}`
    for (const size of [1, 7, 10_000]) {
      const items = await itemsFrom(readJsonLines, text, size)
      assert.deepEqual(
        items.map((item) => [item.where, item.read().id]),
        [
          ['line 1', '2603.00001'],
          ['line 4', '2603.00001'],
        ],
      )
    }
  })

  test('report a bad line by its number', async () => {
    const items = await itemsFrom(readJsonLines, `${good}\n{"id":\n[]\n${good}\n`)
    assert.deepEqual(reasonsOf(items), [
      undefined,
      'line 2: The line is not valid JSON: each line is one whole paper.',
      'line 3: The line must be a JSON object.',
      undefined,
    ])
  })

  test('refuse a line of more than 4 MB and one that is not UTF-8, and go on', async () => {
    const latin = Buffer.from('{"id": "caf\xe9"}\n', 'latin1')
    const long = Buffer.from(`{"id": "${'x'.repeat(5 * 1024 * 1024)}"}\n`)
    const items = await itemsFrom(readJsonLines, Buffer.concat([latin, long, Buffer.from(good)]), 65_536)
    assert.deepEqual(reasonsOf(items), [
      'line 1: The line is not UTF-8 text.',
      'line 2: The line is longer than 4 MB.',
      undefined,
    ])
  })
})
