import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
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
import { readSemanticScholarPaper, semanticScholarLookup } from './semantic-scholar.ts'

const lookup = semanticScholarLookup({ url: 'https://api.semanticscholar.org/graph/v1', apiKey: 'key' })
const papers = [
  { id: '2401.00001', doi: '10.1000/abc', code: [] },
  { id: 'acl:P18-1001', code: [] },
  { id: 'doi:10.1000/xyz', code: [] },
  { id: 'openreview:AbCd', code: [] },
]

const paper = (more: Record<string, unknown> = {}) => ({
  paperId: '0123',
  externalIds: { ArXiv: '2401.00001', DOI: '10.1000/ABC', CorpusId: 7 },
  title: 'A Paper',
  venue: 'Example Conference',
  year: 2024,
  publicationDate: '2024-01-02',
  citationCount: 5,
  openAccessPdf: { url: 'https://repository.example/1.pdf', status: 'GREEN' },
  journal: { name: 'Journal of Examples', volume: '5', pages: '1-9' },
  authors: [{ authorId: '1', name: 'Ada Example' }],
  abstract: null,
  ...more,
})

describe('asking', () => {
  test('a batch by their names for others’ papers', () => {
    const ask = lookup.ask(papers)
    assert.match(
      ask.url,
      /^https:\/\/api\.semanticscholar\.org\/graph\/v1\/paper\/batch\?fields=externalIds,/,
    )
    assert.equal(ask.method, 'POST')
    assert.equal(ask.headers?.['x-api-key'], 'key')
    assert.deepEqual(JSON.parse(ask.body ?? ''), {
      ids: ['ARXIV:2401.00001', 'ACL:P18-1001', 'DOI:10.1000/xyz'],
    })
  })
  test('without a key', () => {
    const open = semanticScholarLookup({ url: 'https://api.semanticscholar.org' })
    assert.deepEqual(open.ask(papers).headers, { 'content-type': 'application/json' })
    assert.match(open.ask(papers).url, /\.org\/graph\/v1\/paper\/batch/)
  })
  test('only what has a name there', () => {
    assert.deepEqual(papers.map(lookup.canAsk), [true, true, true, false])
    assert.equal(lookup.most, 500)
  })
})

describe('what it says', () => {
  test('in the order of the question, null for what it doesn’t know', () => {
    const found = [paper(), null, paper({ venue: 'ArXiv', journal: { name: 'ArXiv', volume: 'abs/1' } })]
    const records = lookup.read(jsonAnswer(found), papers)
    assert.deepEqual(
      records.map(({ id, venues }) => [id, venues]),
      [
        ['2401.00001', ['Example Conference']],
        ['doi:10.1000/xyz', []],
      ],
    )
    const [record] = records
    assert.deepEqual(
      [record?.citations, record?.doi, record?.journalRef, record?.title],
      [5, '10.1000/abc', 'Journal of Examples, 5, 1-9', ''],
    )
    assert.deepEqual(record?.links, [{ kind: 'pdf', url: 'https://repository.example/1.pdf' }])
  })
  test('a damaged paper is left out', () => {
    const found = [paper({ citationCount: 'many' }), 7, paper()]
    assert.deepEqual(
      lookup.read(jsonAnswer(found), papers).map(({ id }) => id),
      ['doi:10.1000/xyz'],
    )
  })
  test('a list of another length is no answer', () => {
    assertTrouble(() => lookup.read(jsonAnswer([paper()]), papers), 'garbled', /about 3 papers.*about 1\./)
    assertTrouble(() => lookup.read(jsonAnswer({}), papers), 'garbled', /no list/)
  })
  test('a batch of which it knows nothing', () => {
    assert.deepEqual(lookup.read(jsonAnswer({ error: 'No valid paper ids given' }, 400), papers), [])
    assertTrouble(
      () => lookup.read(jsonAnswer({ error: 'Bad field' }, 400), papers),
      'refused',
      /“Bad field”/,
    )
  })
})

describe('a whole paper', () => {
  test('found by its id', () => {
    const record = readSemanticScholarPaper(jsonAnswer(paper()))
    assert.deepEqual(
      [record.id, record.title, record.abstract, record.published, record.doi],
      ['2401.00001', 'A Paper', '', '2024-01-02', '10.1000/abc'],
    )
    assert.deepEqual(record.authors, [{ name: 'Ada Example' }])
  })
  test('with an id of the ACL Anthology, and of a year', () => {
    const externalIds = { ACL: 'P18-1001', DOI: '10.18653/v1/P18-1001' }
    const record = readSemanticScholarPaper(jsonAnswer(paper({ externalIds, publicationDate: null })))
    assert.deepEqual([record.id, record.published], ['acl:P18-1001', '2024'])
  })
})

describe('the recorded answers', { skip: noSamples }, () => {
  const read = (name: string, status = 200) =>
    readSemanticScholarPaper(answerOf(sampleText(`semanticscholar/${name}`), { status }))
  test('are all known', () => {
    const plain = sampleNames('semanticscholar').filter((name) => !name.endsWith('.yaml'))
    assert.deepEqual(plain, [
      '429_anonymous_2026-09-08.http',
      'paperqa_200_paper_DOI_10_1016_j_xgen_2025_100814_fields_author.json',
      'paperqa_200_paper_search_match_query_Attention_is_All_you_Need.json',
      'paperqa_200_paper_search_match_query_Augmenting_large_language.json',
      'paperqa_404_paper_search_match_query_abs12032jsdafn_fields_aut.json',
    ])
  })
  test('a paper by DOI, whose venue is the preprint’s', () => {
    const record = read('paperqa_200_paper_DOI_10_1016_j_xgen_2025_100814_fields_author.json')
    assert.equal(record.id, 'doi:10.1016/j.xgen.2025.100814')
    assert.deepEqual([record.authors.length, record.citations, record.published], [6, 5, '2024-04-01'])
    assert.deepEqual(
      [record.venues, record.journalRef, record.links],
      [['Cell Genomics'], 'Cell Genomics, 5', []],
    )
  })
  test('matches of a title', () => {
    const record = read('paperqa_200_paper_search_match_query_Attention_is_All_you_Need.json')
    assert.deepEqual([record.id, record.authors.length, record.citations], ['1706.03762', 8, 136_941])
    assert.deepEqual([record.links, record.doi], [[], undefined])
    const other = read('paperqa_200_paper_search_match_query_Augmenting_large_language.json')
    assert.deepEqual(
      [other.id, other.doi, other.authors.length, other.citations],
      ['2304.05376', '10.1038/s42256-024-00832-8', 0, undefined],
    )
  })
  test('no match', () => {
    const name = 'paperqa_404_paper_search_match_query_abs12032jsdafn_fields_aut.json'
    assertTrouble(() => read(name, 404), 'refused', /Semantic Scholar refused.*“Title match not found”\.$/)
  })
  test('asked too often', () => {
    const answer = answerOfHttp(sampleText('semanticscholar/429_anonymous_2026-09-08.http'))
    assertTrouble(() => lookup.read(answer, papers), 'busy', /asked too often.*apply for a key/)
  })
})

test('no damage makes it throw anything else', () => {
  const batch = [paper(), null, paper()]
  const damaged = fc.oneof(
    ...[batch, paper(), { data: [paper()] }].map(mutatedJson),
    mutatedText(JSON.stringify(batch)),
  )
  fc.assert(
    fc.property(damaged, (text) => {
      unlessTrouble(() => lookup.read(answerOf(text), papers))
      unlessTrouble(() => readSemanticScholarPaper(answerOf(text)))
    }),
    { numRuns: 500 },
  )
})
