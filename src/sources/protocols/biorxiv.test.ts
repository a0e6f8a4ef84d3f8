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
import { biorxivProtocol } from './biorxiv.ts'

const protocol = biorxivProtocol({ url: 'https://api.biorxiv.org', server: 'biorxiv', categories: [] })
const cursor = protocol.start({ since: '2026-03-01', until: '2026-03-03' })

const row = (number: number, more: Record<string, unknown> = {}) => ({
  title: `Preprint ${number}`,
  authors: 'Example, A. B.; Other, C.; The Example Consortium',
  doi: `10.64898/2026.03.01.${100_000 + number}`,
  date: '2026-03-02',
  version: '1',
  type: 'new results',
  license: 'cc_by_nc_nd',
  category: 'Cell Biology',
  abstract: 'Words.',
  published: 'NA',
  server: 'bioRxiv',
  ...more,
})

const page = (collection: unknown[], message: Record<string, unknown> = {}) =>
  jsonAnswer({ messages: [{ status: 'ok', ...message }], collection })

const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1))

describe('asking', () => {
  test('by server, days and rows', () => {
    assert.equal(
      protocol.ask({ ...cursor, at: 30 }).url,
      'https://api.biorxiv.org/details/biorxiv/2026-03-01/2026-03-03/30/json',
    )
    const other = biorxivProtocol({ url: 'http://localhost/bio/', server: 'medrxiv', categories: [] })
    assert.equal(other.ask(cursor).url, 'http://localhost/bio/details/medrxiv/2026-03-01/2026-03-03/0/json')
  })
})

describe('where a harvest ends', () => {
  test('it goes on by the rows that came, whatever the total says', () => {
    const { next, total, doneThrough } = protocol.read(page(rows(17), { total: '109' }), cursor)
    assert.deepEqual([next, total, doneThrough], [{ ...cursor, at: 17 }, 109, undefined])
  })
  test('a full page at the total may not be the last', () => {
    assert.deepEqual(protocol.read(page(rows(30), { total: 30 }), cursor).next, { ...cursor, at: 30 })
  })
  test('a short page at the total is', () => {
    const { next, doneThrough } = protocol.read(page(rows(9), { total: '39' }), { ...cursor, at: 30 })
    assert.deepEqual([next, doneThrough], [undefined, '2026-03-03'])
  })
  test('without a total only an empty page is', () => {
    assert.deepEqual(protocol.read(page(rows(2)), cursor).next, { ...cursor, at: 2 })
    assert.equal(protocol.read(page([]), cursor).doneThrough, '2026-03-03')
  })
  test('“no posts found” is an empty page', () => {
    for (const answer of [
      jsonAnswer({ messages: [{ status: 'no posts found' }], collection: [] }),
      jsonAnswer({ messages: [{ status: 'No posts found' }] }),
    ]) {
      const { items, next, doneThrough } = protocol.read(answer, cursor)
      assert.deepEqual([items, next, doneThrough], [[], undefined, '2026-03-03'])
    }
  })
})

describe('a preprint', () => {
  test('of one version', () => {
    const [record] = readAll(protocol.read(page([row(1)]), cursor).items).records
    assert.ok(record)
    assert.equal(record.id, 'biorxiv:10.64898/2026.03.01.100001')
    assert.deepEqual(
      record.authors.map(({ name }) => name),
      ['A. B. Example', 'C. Other', 'The Example Consortium'],
    )
    assert.deepEqual(record.versions, [{ number: 1, at: '2026-03-02' }])
    assert.deepEqual(record.categories, ['cell biology'])
    assert.equal(record.licence, 'https://creativecommons.org/licenses/by-nc-nd/4.0/')
    assert.deepEqual([record.published, record.updated, record.doi], ['2026-03-02', undefined, undefined])
  })

  test('whose versions came together', () => {
    const again = row(1, {
      title: 'Preprint, again',
      version: '3',
      date: '2026-03-03',
      published: '10.1000/X.1',
    })
    const { items } = protocol.read(page([again, row(2), row(1)]), cursor)
    assert.deepEqual(
      items.map(({ where }) => where),
      ['bioRxiv row 1', 'bioRxiv row 2'],
    )
    const [record] = readAll(items).records
    assert.ok(record)
    assert.equal(record.title, 'Preprint, again')
    assert.deepEqual(record.versions, [
      { number: 1, at: '2026-03-02' },
      { number: 3, at: '2026-03-03' },
    ])
    assert.deepEqual(
      [record.published, record.updated, record.doi],
      ['2026-03-02', '2026-03-03', '10.1000/x.1'],
    )
  })

  test('of which only a later version came was handed in on the day in its DOI', () => {
    const later = [row(1, { version: 2 }), row(2, { version: 2, doi: '10.1101/012345' })]
    const { records } = readAll(protocol.read(page(later), cursor).items)
    assert.deepEqual(
      records.map(({ published, updated }) => [published, updated]),
      [
        ['2026-03-01', '2026-03-02'],
        [undefined, '2026-03-02'],
      ],
    )
  })

  test('that was withdrawn', () => {
    const withdrawn = [row(1, { type: 'Withdrawn' }), row(2, { title: 'WITHDRAWN: Preprint' }), row(3)]
    const { records } = readAll(protocol.read(page(withdrawn), cursor).items)
    assert.deepEqual(
      records.map((record) => record.withdrawn),
      [true, true, false],
    )
  })

  test('with a licence that leads nowhere', () => {
    const codes = ['cc_by', 'CC0', 'cc0_ng', 'cc_no', 'NA', '', 'cc_by_javascript']
    const { records } = readAll(
      protocol.read(page(codes.map((license, at) => row(at, { license }))), cursor).items,
    )
    assert.deepEqual(
      records.map(({ licence }) => licence),
      [
        'https://creativecommons.org/licenses/by/4.0/',
        'https://creativecommons.org/publicdomain/zero/1.0/',
        'https://creativecommons.org/publicdomain/zero/1.0/',
        ...[undefined, undefined, undefined, undefined],
      ],
    )
  })

  test('that is damaged spoils no other', () => {
    const damaged = [
      null,
      'row',
      row(1, { doi: undefined }),
      row(2, { doi: '10.1000/other' }),
      row(3, { title: ' ' }),
      row(4, { version: 'x' }),
      row(5, { authors: 7 }),
      row(6, { date: '2026-13-01' }),
      row(7),
    ]
    const { records, bad } = readAll(protocol.read(page(damaged), cursor).items)
    assert.deepEqual([records.length, bad.length], [1, 8])
    for (const reason of bad) assert.match(reason, /^[\p{Lu}“].*\.$/u)
  })
})

test('only the wanted categories', () => {
  const some = biorxivProtocol({
    url: 'https://a.example',
    server: 'biorxiv',
    categories: ['cell_biology', 'Ecology'],
  })
  const all = ['cell biology', 'ecology', 'genetics', undefined].map((category, at) => row(at, { category }))
  const { items, next } = some.read(page(all), cursor)
  assert.equal(items.length, 3)
  assert.equal(next?.at, 4, 'rows that are left out count')
})

describe('answers that are no page', () => {
  test('an error with status 200', () => {
    const answer = jsonAnswer({
      messages: [{ status: 'Error: connection to the database failed' }],
      collection: [],
    })
    assertTrouble(() => protocol.read(answer, cursor), 'garbled', /bioRxiv.*It says: “Error: connection/)
  })
  test('an empty body, a web page, another form', () => {
    assertTrouble(() => protocol.read(answerOf(''), cursor), 'garbled', /nothing/)
    assertTrouble(() => protocol.read(answerOf('<html>'), cursor), 'garbled', /web page/)
    assertTrouble(() => protocol.read(answerOf('{}'), cursor), 'garbled', /without a list/)
    assertTrouble(() => protocol.read(answerOf('[]'), cursor), 'garbled', /no object/)
  })
  test('a status', () => {
    assertTrouble(() => protocol.read(answerOf('', { status: 404 }), cursor), 'refused', /404/)
    assertTrouble(() => protocol.read(answerOf('', { status: 304 }), cursor), 'garbled', /304/)
  })
  test('rows without an end', () => {
    const far = { ...cursor, at: 2_000_000 }
    assertTrouble(() => protocol.read(page([row(1)]), far), 'garbled', /without an end/)
  })
})

describe('the recorded answers', { skip: noSamples }, () => {
  test('are all known', () => {
    assert.deepEqual(sampleNames('biorxiv'), [
      'details_biorxiv_2026-08-01_2026-08-02_0.excerpt.json',
      'pubs_biorxiv_2026-06-01_2026-06-05_0.excerpt.json',
    ])
  })
  test('an excerpt of two days', () => {
    const text = sampleText('biorxiv/details_biorxiv_2026-08-01_2026-08-02_0.excerpt.json')
    const { items, next, total } = protocol.read(answerOf(text), cursor)
    assert.deepEqual([items.length, next?.at, total], [1, 1, 109])
    const [record] = readAll(items).records
    assert.equal(record?.id, 'biorxiv:10.64898/2026.07.31.741992')
    assert.equal(record?.authors.length, 3)
    assert.equal(record?.published, '2026-08-01')
    assert.deepEqual(record?.categories, ['animal behavior and cognition'])
    assert.equal(record?.doi, undefined)
  })
  test('published articles, which have another form, are bad rows', () => {
    const text = sampleText('biorxiv/pubs_biorxiv_2026-06-01_2026-06-05_0.excerpt.json')
    const { items, total } = protocol.read(answerOf(text), cursor)
    assert.equal(total, 469)
    assert.deepEqual(readAll(items), { records: [], bad: ['The DOI is missing.'] })
  })
})

test('no damage makes it throw anything else', () => {
  const whole = {
    messages: [{ status: 'ok', total: '3', count: 3 }],
    collection: [row(1), row(1, { version: 2 }), row(2)],
  }
  const damaged = fc.oneof(mutatedJson(whole), mutatedText(JSON.stringify(whole)))
  fc.assert(
    fc.property(damaged, (text) => {
      const read = unlessTrouble(() => protocol.read(answerOf(text), cursor))
      if (read) readAll(read.items)
    }),
    { numRuns: 500 },
  )
})
