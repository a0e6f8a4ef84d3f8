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
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { crossrefLookup, readCrossrefWork } from './crossref.ts'

const lookup = crossrefLookup({ url: 'https://api.crossref.org/', contact: 'ada@papers.example' })
const article = { id: 'doi:10.1000/abc', code: [] }
const preprint = { id: 'biorxiv:10.1101/2025.01.01.123456', code: [] }
const arxiv = { id: '2401.00001', code: [] }

const work = (more: Record<string, unknown> = {}) => ({
  DOI: '10.1000/ABC',
  type: 'journal-article',
  title: ['A Work &amp; More'],
  'container-title': ['Journal of Examples'],
  volume: '5',
  issue: '4',
  page: '1-9',
  issued: { 'date-parts': [[2025, 4]] },
  author: [
    { given: 'Ada', family: 'Example', suffix: 'Jr.' },
    { name: 'The Example Group' },
    { given: '', family: '' },
  ],
  abstract: '<jats:title>Abstract</jats:title><jats:p>Ten<jats:sup>2</jats:sup> words.</jats:p>',
  'is-referenced-by-count': 7,
  license: [
    { URL: 'https://publisher.example/tdm', 'content-version': 'tdm' },
    { URL: 'http://creativecommons.org/licenses/by/4.0/', 'content-version': 'vor' },
  ],
  link: [{ URL: 'https://publisher.example/1.pdf', 'content-type': 'application/pdf' }],
  relation: {},
  ...more,
})
const list = (...items: unknown[]) => jsonAnswer({ status: 'ok', message: { items } })
const single = (message: unknown) => jsonAnswer({ status: 'ok', message })

test('ORCIDs of authors, where they are some', () => {
  const orcid = 'http://orcid.org/0000-0002-1825-0097'
  const author = [
    { given: 'Ada', family: 'Example', ORCID: orcid },
    { given: 'Ben', family: 'Sample', ORCID: 'http://orcid.org/0000-0002-1825-0098' },
    { family: 'Silent' },
  ]
  const told = [{ name: 'Ada Example', orcid: '0000-0002-1825-0097' }]
  assert.deepEqual(readCrossrefWork(single(work({ author }))).orcids, told)
  assert.deepEqual(lookup.read(list(work({ author })), [article])[0]?.orcids, told)
  const [said] = lookup.read(list(work({ author: ['damaged', 7] })), [article])
  assert.deepEqual([said?.citations, said?.orcids], [7, undefined])
})

describe('asking', () => {
  test('by DOI, but not by arXiv’s', () => {
    assert.equal(
      lookup.ask([article, { ...arxiv, doi: '10.1000/(x)1;2' }, preprint]).url,
      'https://api.crossref.org/works?filter=doi:10.1000%2Fabc,doi:10.1000%2F(x)1%3B2,doi:10.1101%2F2025.01.01.123456&rows=3&mailto=ada%40papers.example',
    )
    assert.match(
      crossrefLookup({ url: 'https://a.example/v1' }).ask([article]).url,
      /\/v1\/works\?.*&rows=1$/,
    )
    assert.deepEqual(
      [
        article,
        preprint,
        arxiv,
        { ...arxiv, doi: '10.48550/arXiv.2401.00001' },
        { ...arxiv, doi: '10.1000/a,b' },
      ].map(lookup.canAsk),
      [true, true, false, false, false],
    )
  })
})

describe('what it says', () => {
  test('of an article', () => {
    const [record, ...others] = lookup.read(list(work()), [article, preprint])
    assert.deepEqual(others, [])
    assert.deepEqual(
      [record?.id, record?.venues, record?.citations, record?.doi, record?.journalRef],
      ['doi:10.1000/abc', ['Journal of Examples'], 7, '10.1000/abc', 'Journal of Examples, 5(4), 1-9 (2025)'],
    )
    assert.equal(record?.licence, 'http://creativecommons.org/licenses/by/4.0/')
    assert.deepEqual(record?.links, [{ kind: 'pdf', url: 'https://publisher.example/1.pdf' }])
    assert.deepEqual([record?.title, record?.authors, record?.withdrawn], ['', [], false])
  })
  test('of a closed article', () => {
    const [record] = lookup.read(list(work({ license: [] })), [article])
    assert.deepEqual([record?.links, record?.licence], [[], undefined])
  })
  test('of a preprint that became an article', () => {
    const relation = { 'is-preprint-of': [{ 'id-type': 'doi', id: '10.1000/ABC', 'asserted-by': 'subject' }] }
    const posted = work({
      DOI: '10.1101/2025.01.01.123456',
      type: 'posted-content',
      'container-title': [],
      relation,
    })
    const [record] = lookup.read(list(posted), [preprint])
    assert.deepEqual([record?.doi, record?.venues, record?.journalRef], ['10.1000/abc', [], undefined])
  })
  test('a damaged work is left out', () => {
    const papers = [article, preprint]
    const good = work({ DOI: '10.1101/2025.01.01.123456' })
    assert.equal(lookup.read(list(null, work({ 'is-referenced-by-count': -1 }), good), papers).length, 1)
  })
})

describe('works that were taken back', () => {
  const cases: [name: string, more: Record<string, unknown>, isWithdrawn: boolean][] = [
    ['a retraction', { 'updated-by': [{ type: 'retraction', DOI: '10.1000/notice' }] }, true],
    ['a withdrawal', { 'updated-by': [{ type: 'correction' }, { type: 'withdrawal' }] }, true],
    ['a correction', { 'updated-by': [{ type: 'correction' }] }, false],
    ['a notice of its own', { 'update-to': [{ type: 'retraction', DOI: '10.1000/abc' }] }, true],
    ['a notice of another’s', { 'update-to': [{ type: 'retraction', DOI: '10.1000/other' }] }, false],
    ['a relation', { relation: { 'is-retracted-by': [{ id: '10.1000/notice' }] } }, true],
    ['an empty relation', { relation: { 'is-retracted-by': [] } }, false],
    ['a title', { title: ['RETRACTED: A Work'] }, true],
    ['a title with more words', { title: ['Retracted Article: A Work'] }, true],
    ['a title about it', { title: ['Retractions: a study'] }, false],
  ]
  for (const [name, more, isWithdrawn] of cases) {
    test(name, () => assert.equal(lookup.read(list(work(more)), [article])[0]?.withdrawn, isWithdrawn))
  }
})

describe('a whole work', () => {
  test('with abstract and authors', () => {
    const record = readCrossrefWork(single(work({ subtitle: ['And Others'] })))
    assert.deepEqual(
      [record.id, record.title, record.published, record.doi],
      ['doi:10.1000/abc', 'A Work & More: And Others', '2025-04', '10.1000/abc'],
    )
    assert.equal(record.abstract, 'Ten² words.')
    assert.deepEqual(record.authors, [{ name: 'Ada Example Jr.' }, { name: 'The Example Group' }])
  })
  test('dates of one to three numbers, or none', () => {
    const cases: [parts: unknown, date: string | undefined][] = [
      [[[2025]], '2025'],
      [[[2025, 4]], '2025-04'],
      [[[2025, 4, 2]], '2025-04-02'],
      [[['2025', '4']], '2025-04'],
      [[[2025, 13]], '2025'],
      [[[2025, 2, 31]], '2025-02'],
      [[[null]], '2024'],
      [[[]], '2024'],
      [[], '2024'],
      ['2025', '2024'],
      [[[1e300]], '2024'],
    ]
    for (const [parts, date] of cases) {
      const dates = { issued: { 'date-parts': parts }, 'published-print': { 'date-parts': [[2024]] } }
      assert.equal(readCrossrefWork(single(work(dates))).published, date, JSON.stringify(parts))
    }
  })
  test('an abstract of more markup than text', () => {
    const abstract = `<jats:p>${'<mml:mi>x</mml:mi>'.repeat(3_000)}</jats:p>`
    assert.equal(readCrossrefWork(single(work({ abstract }))).abstract.length, 3_000)
  })
  test('nothing found', () => {
    assertTrouble(() => readCrossrefWork(list()), 'refused', /Crossref knows no such work/)
    assertTrouble(() => readCrossrefWork(jsonAnswer({ message: [] })), 'garbled', /without works/)
    const failed = { status: 'failed', message: [{ type: 'x', message: 'Filter x is unknown' }] }
    assertTrouble(() => readCrossrefWork(jsonAnswer(failed, 400)), 'refused', /“Filter x is unknown”/)
  })
})

describe('the recorded answers', { skip: noSamples }, () => {
  const text = (name: string) => sampleText(`crossref/${name}`)
  test('are all known', () => {
    const plain = sampleNames('crossref').filter((name) => !name.endsWith('.yaml'))
    assert.deepEqual(plain, [
      'bibtex_200_10_1016_2Fj_xgen_2025_100814_transform_a.txt',
      'bibtex_404_10_48550_2FarXiv_2304_05376_transform_ap.txt',
      'crossref-works.single.json',
      'crossref_api_works.json',
      'work_full_10.1016_j.xgen.2025.100814.json',
    ])
  })
  test('one whole work', () => {
    const record = readCrossrefWork(answerOf(text('work_full_10.1016_j.xgen.2025.100814.json')))
    assert.equal(record.id, 'doi:10.1016/j.xgen.2025.100814')
    assert.deepEqual([record.authors.length, record.citations, record.published], [6, 2, '2025-04'])
    assert.equal(record.journalRef, 'Cell Genomics, 5(4), 100814 (2025)')
    assert.equal(record.licence, 'http://creativecommons.org/licenses/by/4.0/')
  })
  test('a work of a data dump, with odd signs in its DOI and a damaged name', () => {
    const record = readCrossrefWork(answerOf(`{"message":${text('crossref-works.single.json')}}`))
    assert.equal(record.id, 'doi:10.1002/(sici)1097-461x(1998)66:4<261::aid-qua1>3.0.co;2-t')
    assert.deepEqual([record.authors.length, record.citations, record.published], [3, 5, '1998'])
    assert.match(record.licence ?? '', /by-nc-nd/)
  })
  test('a list of works', () => {
    const answer = answerOf(text('crossref_api_works.json'))
    const ids = ['10.1109/mitp.2002.1041177', '10.1109/infvis.2005.1532150', '10.1007/s10107-009-0306-5']
    const papers = ids.map((doi) => ({ id: `doi:${doi}`, code: [] }))
    assert.deepEqual(
      lookup.read(answer, papers).map(({ citations, journalRef }) => [citations, journalRef !== undefined]),
      [
        [12, true],
        [17, false],
        [426, true],
      ],
    )
    assert.equal(readCrossrefWork(answer).published, '2002-09')
  })
  test('BibTeX and its absence are no works', () => {
    const [found, missing] = sampleNames('crossref').filter((name) => name.startsWith('bibtex'))
    assertTrouble(
      () => readCrossrefWork(answerOf(text(found ?? ''))),
      'garbled',
      /plain text instead of JSON/,
    )
    const absent = answerOf(text(missing ?? ''), { status: 404 })
    assertTrouble(() => readCrossrefWork(absent), 'refused', /404\)\. It says: “Resource not found”\.$/)
  })
})

test('no damage makes it throw anything else', () => {
  const whole = {
    message: { items: [work(), work({ DOI: '10.1101/2025.01.01.123456', 'updated-by': [{ type: 'x' }] })] },
  }
  const damaged = fc.oneof(
    mutatedJson(whole),
    mutatedJson({ message: work() }),
    mutatedText(JSON.stringify(whole)),
  )
  fc.assert(
    fc.property(damaged, (text) => {
      unlessTrouble(() => lookup.read(answerOf(text), [article, preprint]))
      unlessTrouble(() => readCrossrefWork(answerOf(text)))
    }),
    { numRuns: 500 },
  )
})
