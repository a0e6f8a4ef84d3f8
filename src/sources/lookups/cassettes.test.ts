// All recorded conversations with indexes, by host: what each answer is to us.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Invalid } from '../../errors.ts'
import {
  assertTrouble,
  cassette,
  noSamples,
  type RecordedAnswer,
  sampleNames,
} from '../recorded-answers.fixture.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { readCrossrefWork } from './crossref.ts'
import { readOpenAlexWork } from './openalex.ts'
import { readSemanticScholarPaper, semanticScholarLookup } from './semantic-scholar.ts'

const readers = {
  'api.crossref.org': readCrossrefWork,
  'api.openalex.org': readOpenAlexWork,
  'api.unpaywall.org': readOpenAlexWork,
  'api.semanticscholar.org': readSemanticScholarPaper,
}

/** The id of the work and the number of its authors, or why there is none. */
function outcomeOf({ url, answer }: RecordedAnswer): string {
  const read = readers[new URL(url).hostname as keyof typeof readers]
  try {
    const { id, authors } = read(answer)
    return `${id} ${authors.length}`
  } catch (error) {
    if (error instanceof SourceTrouble) return `${error.kind} ${answer.status}`
    if (error instanceof Invalid) return error.message
    throw error
  }
}

const nameless = 'The work has neither a DOI nor an id of a source that is known.'
const chemistry = 'doi:10.1038/s42256-024-00832-8 0'
const genomics = 'doi:10.1016/j.xgen.2025.100814 6'

const cassettes: Record<string, string[]> = {
  'crossref/paperqa_test_arxiv_doi_is_used_when_available.yaml': ['acl:N18-2074 3', '1706.03762 8'],
  'crossref/paperqa_test_author_matching.yaml': [
    'doi:10.3390/app15126636 2',
    ...Array.from({ length: 3 }, () => '2304.05376 6'),
    'refused 404',
  ],
  'crossref/paperqa_test_bad_dois.yaml': ['refused 404', 'refused 200'],
  'crossref/paperqa_test_crossref_retraction_status.yaml': ['doi:10.1155/2022/8341966 1'],
  'crossref/paperqa_test_doi_search[paper_attributes0].yaml': [
    genomics,
    'doi:10.1016/j.xgen.2025.100814 0',
    genomics,
    genomics,
    'garbled 200',
  ],
  'crossref/paperqa_test_minimal_fields_filtering.yaml': ['2304.05376 0', 'refused 404', chemistry],
  'openalex/paperqa_test_does_openalex_work[not-in-openalex].yaml': ['refused 404'],
  'openalex/paperqa_test_does_openalex_work[not-oa-in-openalex].yaml': ['The title is missing.'],
  'openalex/paperqa_test_does_openalex_work[oa-in-openalex1].yaml': ['The title is missing.'],
  'semanticscholar/test_bad_query_parameters.yaml': ['refused 400'],
  'semanticscholar/test_empty_paginated_results.yaml': ['refused 200'],
  'semanticscholar/test_get_paper.yaml': [nameless],
  'semanticscholar/test_get_paper_authors.yaml': [nameless],
  'semanticscholar/test_get_papers.yaml': ['garbled 200'],
  'semanticscholar/test_get_recommended_papers.yaml': ['garbled 200'],
  'semanticscholar/test_not_found.yaml': ['refused 404', 'refused 404'],
  'semanticscholar/test_search_paper.yaml': [nameless],
  'semanticscholar/test_search_paper_match_title.yaml': [nameless],
}

describe('the recorded conversations', { skip: noSamples }, () => {
  test('are all known', () => {
    const found = ['crossref', 'openalex', 'semanticscholar'].flatMap((folder) =>
      sampleNames(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => `${folder}/${name}`),
    )
    assert.deepEqual(found, Object.keys(cassettes))
  })

  for (const [path, outcomes] of Object.entries(cassettes)) {
    test(path, () => assert.deepEqual(cassette(path).map(outcomeOf), outcomes))
  }

  test('a batch of three papers', () => {
    const [recorded] = cassette('semanticscholar/test_get_papers.yaml')
    assert.ok(recorded)
    const lookup = semanticScholarLookup({ url: 'https://api.semanticscholar.org' })
    const papers = ['a', 'b', 'c'].map((name) => ({ id: `doi:10.1000/${name}`, code: [] }))
    assert.equal(lookup.read(recorded.answer, papers).length, 3)
    assertTrouble(() => lookup.read(recorded.answer, papers.slice(1)), 'garbled', /2 papers.*about 3\./)
  })

  test('errors say what the source said', () => {
    const said = [
      ['semanticscholar/test_not_found.yaml', /“Paper with id 0 not found”/],
      ['semanticscholar/test_bad_query_parameters.yaml', /“Unrecognized or unsupported fields: \[unknown\]”/],
      ['semanticscholar/test_empty_paginated_results.yaml', /knows no such paper/],
      ['crossref/paperqa_test_bad_dois.yaml', /“Title match not found”/],
    ] as const
    for (const [path, words] of said) {
      const [recorded] = cassette(path)
      assert.ok(recorded)
      assertTrouble(() => readSemanticScholarPaper(recorded.answer), 'refused', words)
    }
  })
})
