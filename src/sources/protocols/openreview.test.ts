import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  assertTrouble,
  jsonAnswer,
  mutatedJson,
  mutatedText,
  noSamples,
  readAll,
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { openReviewProtocol } from './openreview.ts'

const venues = ['ICML.cc/2025/Conference', 'TMLR']
const protocol = openReviewProtocol({ url: 'https://api2.openreview.net/', venues })
const start = protocol.start({ since: '2026-03-01', until: '2026-03-03' })

const note = (number: number, content: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  id: `note${number}`,
  forum: `AbC_${number}-x`,
  content: {
    title: { value: `Paper ${number}` },
    abstract: { value: 'Words.' },
    authors: { value: ['Ada Example', 'Bo Other'] },
    keywords: { value: ['one', 'two'] },
    venue: { value: 'ICML 2025 poster' },
    venueid: { value: 'ICML.cc/2025/Conference' },
    ...content,
  },
  cdate: Date.parse('2025-01-20T10:00:00Z'),
  odate: Date.parse('2025-05-01T10:00:00Z'),
  mdate: Date.parse('2025-07-01T10:00:00Z'),
  ...more,
})

const page = (notes: unknown[], count?: number) =>
  jsonAnswer({ notes, ...(count === undefined ? {} : { count }) })

test('asking by venue and offset', () => {
  assert.equal(
    protocol.ask({ venue: 0, offset: 200 }).url,
    'https://api2.openreview.net/notes?content.venueid=ICML.cc%2F2025%2FConference&limit=200&offset=200',
  )
})

describe('the way through pages and venues', () => {
  const notes = (count: number) => Array.from({ length: count }, (_, at) => note(at))
  test('a page more', () => {
    assert.deepEqual(protocol.read(page(notes(200), 345), start).next, { venue: 0, offset: 200 })
    assert.deepEqual(protocol.read(page(notes(200), 200), start).next, { venue: 0, offset: 200 })
    assert.deepEqual(protocol.read(page(notes(3)), start).next, { venue: 0, offset: 3 })
  })
  test('the next venue', () => {
    const end = protocol.read(page(notes(145), 345), { venue: 0, offset: 200 })
    assert.deepEqual(end.next, { venue: 1, offset: 0 })
    assert.deepEqual(protocol.read(page([], 0), start).next, { venue: 1, offset: 0 })
    assert.equal(end.doneThrough, undefined, 'days mean nothing here')
  })
  test('the end', () => assert.equal(protocol.read(page([], 0), { venue: 1, offset: 0 }).next, undefined))
  test('a total, where there is one venue', () => {
    const one = openReviewProtocol({ url: 'https://a.example', venues: ['TMLR'] })
    assert.equal(one.read(page(notes(2), 345), start).total, 345)
    assert.equal(protocol.read(page(notes(2), 345), start).total, undefined)
  })
})

describe('a paper', () => {
  test('with wrapped values', () => {
    const [record] = readAll(protocol.read(page([note(1)]), start).items).records
    assert.ok(record)
    assert.equal(record.id, 'openreview:AbC_1-x')
    assert.deepEqual(record.authors, [{ name: 'Ada Example' }, { name: 'Bo Other' }])
    assert.deepEqual(record.venues, ['ICML 2025 poster'])
    assert.deepEqual(record.keywords, ['one', 'two'])
    assert.deepEqual(
      [record.published, record.updated, record.withdrawn],
      ['2025-05-01T10:00:00.000Z', '2025-07-01T10:00:00.000Z', false],
    )
  })
  test('with bare values, authors as objects, code, no venue', () => {
    const content = {
      title: 'Paper',
      authors: { value: [{ fullname: 'Ada Example', username: '~Ada_Example1' }, { name: 'Bo Other' }] },
      venue: undefined,
      code: { value: 'https://github.com/example/code' },
    }
    const [record] = readAll(
      protocol.read(page([note(1, content, { forum: undefined })]), start).items,
    ).records
    assert.ok(record)
    assert.equal(record.id, 'openreview:note1')
    assert.deepEqual(
      record.authors.map(({ name }) => name),
      ['Ada Example', 'Bo Other'],
    )
    assert.deepEqual(record.venues, ['ICML 2025'])
    assert.deepEqual(record.links, [{ kind: 'code', url: 'https://github.com/example/code' }])
  })
  test('that was withdrawn or deleted', () => {
    const gone = [
      note(1, { venueid: { value: 'ICML.cc/2025/Conference/Withdrawn_Submission' } }),
      note(2, {}, { ddate: 1_750_000_000_000 }),
    ]
    assert.ok(readAll(protocol.read(page(gone), start).items).records.every(({ withdrawn }) => withdrawn))
  })
  test('that is damaged spoils no other', () => {
    const damaged = [
      null,
      note(1, {}, { forum: '', id: '' }),
      note(1, {}, { forum: '../x' }),
      note(2, { title: { value: null } }),
      note(3, { authors: { value: [7] } }),
      note(4, {}, { odate: 1e300 }),
      note(5, {}, { content: null }),
      note(6),
    ]
    const { records, bad } = readAll(protocol.read(page(damaged), start).items)
    assert.deepEqual([records.length, bad.length], [1, 7])
    for (const reason of bad) assert.match(reason, /^[\p{Lu}“].*\.$/u)
  })
})

describe('answers that are no page', () => {
  test('errors', () => {
    const answer = jsonAnswer({ name: 'ForbiddenError', message: 'Not for guests', status: 403 }, 403)
    assertTrouble(() => protocol.read(answer, start), 'refused', /OpenReview refused.*403.*“Not for guests”/)
    assertTrouble(() => protocol.read(jsonAnswer({ errors: [] }), start), 'garbled', /without a list/)
    assertTrouble(() => protocol.read(answerOf(''), start), 'garbled', /nothing/)
    const far = { venue: 0, offset: 1_000_000 }
    assertTrouble(() => protocol.read(page([note(1)]), far), 'garbled', /without an end/)
  })
})

describe('the recorded answers', { skip: noSamples }, () => {
  test('are all known', () => {
    assert.deepEqual(sampleNames('openreview'), [
      'notes_ICML2025_offset300.excerpt.json',
      'notes_NeurIPS2025.excerpt.json',
      'notes_empty.json',
    ])
  })
  for (const name of ['notes_ICML2025_offset300', 'notes_NeurIPS2025']) {
    test(`${name}, an excerpt without ids`, () => {
      const { items, next } = protocol.read(answerOf(sampleText(`openreview/${name}.excerpt.json`)), start)
      assert.deepEqual(next, { venue: 0, offset: 1 })
      assert.deepEqual(readAll(items), { records: [], bad: ['The id is missing.'] })
    })
  }
  test('no papers', () => {
    const { items, next } = protocol.read(answerOf(sampleText('openreview/notes_empty.json')), start)
    assert.deepEqual([items, next], [[], { venue: 1, offset: 0 }])
  })
})

test('no damage makes it throw anything else', () => {
  const whole = { notes: [note(1), note(2, { code: { value: 'https://a.example/b' } })], count: 2 }
  const damaged = fc.oneof(mutatedJson(whole), mutatedText(JSON.stringify(whole)))
  fc.assert(
    fc.property(damaged, (text) => {
      const read = unlessTrouble(() => protocol.read(answerOf(text), start))
      if (read) readAll(read.items)
    }),
    { numRuns: 500 },
  )
})
