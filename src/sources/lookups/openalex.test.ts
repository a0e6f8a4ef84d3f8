import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../errors.ts'
import {
  answerOf,
  answerOfHttp,
  assertTrouble,
  jsonAnswer,
  mutatedJson,
  mutatedText,
  noSamples,
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { openAlexLookup, readOpenAlexWork } from './openalex.ts'

const lookup = openAlexLookup({ url: 'https://api.openalex.org', contact: 'ada@papers.example' })
const preprint = { id: '2401.00001', code: [] }
const published = { ...preprint, doi: '10.1000/ABC' }
const article = { id: 'doi:10.1000/xyz', code: [] }

const work = (more: Record<string, unknown> = {}) => ({
  id: 'https://openalex.org/W1',
  doi: 'https://doi.org/10.1000/abc',
  title: 'A Work',
  publication_year: 2025,
  publication_date: '2025-04-02',
  primary_location: {
    landing_page_url: 'https://doi.org/10.1000/abc',
    source: { display_name: 'Journal of Examples', type: 'journal' },
  },
  best_oa_location: { pdf_url: 'https://repository.example/1.pdf' },
  open_access: { oa_url: 'https://repository.example/1' },
  authorships: [{ author: { display_name: 'Ada Example' } }, { author: null, raw_author_name: 'Bo Other' }],
  cited_by_count: 7,
  biblio: { volume: '5', issue: '4', first_page: '1', last_page: '9' },
  is_retracted: false,
  abstract_inverted_index: { We: [0, 3], show: [1], that: [2], __proto__x: [4] },
  ...more,
})
const repository = (doi: string, more: Record<string, unknown> = {}) =>
  work({
    doi,
    primary_location: { source: { display_name: 'arXiv (Cornell University)', type: 'repository' } },
    best_oa_location: { pdf_url: 'https://arxiv.org/pdf/2401.00001' },
    biblio: {},
    ...more,
  })

describe('asking', () => {
  test('by DOI, preprints of arXiv by arXiv’s', () => {
    const { url } = lookup.ask([published, article])
    assert.match(
      url,
      /^https:\/\/api\.openalex\.org\/works\?filter=doi:10\.1000%2Fabc%7C10\.48550%2Farxiv\.2401\.00001%7C10\.1000%2Fxyz&per-page=100&select=/,
    )
    assert.match(url, /&mailto=ada%40papers\.example$/)
    const keyed = openAlexLookup({ url: 'https://api.openalex.org/', apiKey: 'a&b' })
    assert.match(keyed.ask([article]).url, /^https:\/\/api\.openalex\.org\/works\?.*&api_key=a%26b$/)
  })
  test('only what has a DOI that a filter can hold', () => {
    assert.ok(lookup.canAsk(preprint) && lookup.canAsk(article))
    assert.ok(!lookup.canAsk({ id: 'openreview:AbCd', code: [] }))
    assert.ok(!lookup.canAsk({ id: 'doi:10.1000/a|b', code: [] }))
    assert.ok(!lookup.canAsk({ id: 'doi:10.1000/a,b', code: [] }))
  })
})

describe('what it says', () => {
  test('of a preprint and its article', () => {
    const results = [repository('https://doi.org/10.48550/arXiv.2401.00001', { cited_by_count: 11 }), work()]
    const [record, ...others] = lookup.read(jsonAnswer({ results }), [published, article])
    assert.deepEqual(others, [])
    assert.equal(record?.id, '2401.00001')
    assert.deepEqual(record?.venues, ['Journal of Examples'])
    assert.deepEqual(record?.links, [{ kind: 'pdf', url: 'https://repository.example/1.pdf' }])
    assert.deepEqual(
      [record?.citations, record?.doi, record?.journalRef],
      [11, '10.1000/abc', 'Journal of Examples, 5(4), 1–9 (2025)'],
    )
    assert.deepEqual([record?.title, record?.abstract, record?.authors], ['', '', []])
  })
  test('of a preprint alone', () => {
    const results = [repository('https://doi.org/10.48550/arxiv.2401.00001')]
    const [record] = lookup.read(jsonAnswer({ results }), [preprint])
    assert.deepEqual([record?.venues, record?.links, record?.doi, record?.citations], [[], [], undefined, 7])
  })
  test('of a retraction', () => {
    const results = [work({ is_retracted: true })]
    assert.equal(lookup.read(jsonAnswer({ results }), [published])[0]?.withdrawn, true)
  })
  test('a damaged work is left out', () => {
    const results = [null, 7, work({ cited_by_count: -1 }), work({ doi: 'https://doi.org/10.1000/xyz' })]
    assert.deepEqual(
      lookup.read(jsonAnswer({ results }), [published, article]).map(({ id }) => id),
      ['doi:10.1000/xyz'],
    )
  })
})

describe('a whole work', () => {
  test('with abstract and authors', () => {
    const record = readOpenAlexWork(jsonAnswer(work()))
    assert.equal(record.id, 'doi:10.1000/abc')
    assert.equal(record.abstract, 'We show that We __proto__x')
    assert.deepEqual(record.authors, [{ name: 'Ada Example' }, { name: 'Bo Other' }])
    assert.deepEqual([record.published, record.doi], ['2025-04-02', '10.1000/abc'])
  })
  test('known by its page at arXiv', () => {
    const location = { landing_page_url: 'http://arxiv.org/abs/2401.00001' }
    assert.equal(
      readOpenAlexWork(jsonAnswer(work({ doi: null, primary_location: location }))).id,
      '2401.00001',
    )
  })
  test('of a year', () => {
    assert.equal(readOpenAlexWork(jsonAnswer(work({ publication_date: '2019-01-01' }))).published, '2019')
  })
  test('an index of absurd places is no abstract', () => {
    const abstract_inverted_index = { a: [1e9, -1, 0.5, 'x', null], b: 'c', d: [2] }
    assert.equal(readOpenAlexWork(jsonAnswer(work({ abstract_inverted_index }))).abstract, 'd')
  })
  test('nothing found', () => {
    assertTrouble(
      () => readOpenAlexWork(jsonAnswer({ results: [] })),
      'refused',
      /OpenAlex knows no such work/,
    )
    assertTrouble(() => readOpenAlexWork(jsonAnswer({})), 'garbled', /without works/)
  })
})

describe('the recorded answers', { skip: noSamples }, () => {
  const read = (name: string) => readOpenAlexWork(answerOf(sampleText(`openalex/${name}`)))
  test('are all known', () => {
    const plain = sampleNames('openalex').filter((name) => !name.endsWith('.yaml'))
    assert.deepEqual(plain, [
      'doi_10_1046_not_found_404.html',
      'https_doi_org_10_1002_2Fwrna_1370_select_open_access_doi_200.json',
      'https_doi_org_10_1021_2Facs_jctc_5b00178_select_open_access__200.json',
      'meta_2026-09-08.http',
      'unpaywall_xgen.json',
      'work_full_10.1016_j.xgen.2025.100814.json',
    ])
  })
  test('a whole work', () => {
    const record = read('work_full_10.1016_j.xgen.2025.100814.json')
    assert.equal(record.id, 'doi:10.1016/j.xgen.2025.100814')
    assert.deepEqual([record.authors.length, record.citations, record.published], [6, 3, '2025-03-01'])
    assert.deepEqual([record.venues, record.abstract, record.links], [['Cell Genomics'], '', []])
  })
  test('a whole work of Unpaywall, which has another form, has a name at least', () => {
    const record = read('unpaywall_xgen.json')
    assert.deepEqual([record.id, record.authors.length], ['doi:10.1016/j.xgen.2025.100814', 0])
  })
  test('free texts', () => {
    const closed = answerOf(
      sampleText('openalex/https_doi_org_10_1002_2Fwrna_1370_select_open_access_doi_200.json'),
    )
    const open = answerOf(
      sampleText('openalex/https_doi_org_10_1021_2Facs_jctc_5b00178_select_open_access__200.json'),
    )
    const papers = ['10.1002/wrna.1370', '10.1021/acs.jctc.5b00178'].map((doi) => ({
      id: `doi:${doi}`,
      code: [],
    }))
    assert.deepEqual(
      lookup.read(closed, papers).map(({ id, links }) => [id, links]),
      [['doi:10.1002/wrna.1370', []]],
    )
    assert.deepEqual(
      lookup.read(open, papers).map(({ id, links }) => [id, links]),
      [['doi:10.1021/acs.jctc.5b00178', [{ kind: 'pdf', url: 'https://www.osti.gov/biblio/1329576' }]]],
    )
    assert.throws(() => readOpenAlexWork(open), Invalid)
  })
  test('a page that isn’t there', () => {
    const answer = answerOf(sampleText('openalex/doi_10_1046_not_found_404.html'), { status: 404 })
    assertTrouble(
      () => readOpenAlexWork(answer),
      'refused',
      /^OpenAlex refused the request \(status 404\)\.$/,
    )
  })
  test('the list of all works', () => {
    const answer = answerOfHttp(sampleText('openalex/meta_2026-09-08.http'))
    assert.equal(answer.headers.get('x-ratelimit-reset'), '58798')
    assert.deepEqual(lookup.read(answer, [preprint]), [])
    assert.throws(() => readOpenAlexWork(answer), /neither a DOI/)
  })
})

test('no damage makes it throw anything else', () => {
  const whole = {
    meta: { count: 2 },
    results: [work(), repository('https://doi.org/10.48550/arxiv.2401.00001')],
  }
  const damaged = fc.oneof(mutatedJson(whole), mutatedJson(work()), mutatedText(JSON.stringify(whole)))
  fc.assert(
    fc.property(damaged, (text) => {
      assert.ok((unlessTrouble(() => lookup.read(answerOf(text), [published, article])) ?? []).length <= 2)
      unlessTrouble(() => readOpenAlexWork(answerOf(text)))
    }),
    { numRuns: 500 },
  )
})
