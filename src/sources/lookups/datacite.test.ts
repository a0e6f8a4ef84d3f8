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
import { readDataciteWork } from './datacite.ts'

const work = (more: Record<string, unknown> = {}) => ({
  id: '10.5281/zenodo.1',
  type: 'dois',
  attributes: {
    doi: '10.5281/ZENODO.1',
    titles: [{ title: 'Werk', titleType: 'TranslatedTitle' }, { title: 'A Work' }],
    creators: [
      { name: 'Example, Ada', givenName: 'Ada', familyName: 'Example' },
      { name: 'The Example Group', nameType: 'Organizational' },
    ],
    descriptions: [
      { description: 'How.', descriptionType: 'Methods' },
      { description: '<p>Words.</p>', descriptionType: 'Abstract' },
    ],
    dates: [{ date: '2025-04-02T10:00:00Z', dateType: 'Issued' }],
    publicationYear: 2025,
    container: { title: 'Journal of Examples' },
    rightsList: [{ rights: 'Open' }, { rightsUri: 'https://creativecommons.org/licenses/by/4.0/' }],
    url: 'https://zenodo.org/record/1',
    citationCount: 3,
    ...more,
  },
})

describe('a whole work', () => {
  test('found by DOI or by title', () => {
    for (const data of [work(), [work(), work()]]) {
      const record = readDataciteWork(jsonAnswer({ data }))
      assert.deepEqual(
        [record.id, record.title, record.abstract, record.published, record.doi, record.citations],
        ['doi:10.5281/zenodo.1', 'A Work', 'Words.', '2025-04-02', '10.5281/zenodo.1', 3],
      )
      assert.deepEqual(record.authors, [{ name: 'Ada Example' }, { name: 'The Example Group' }])
      assert.deepEqual(record.venues, ['Journal of Examples'])
      assert.equal(record.licence, 'https://creativecommons.org/licenses/by/4.0/')
      assert.equal(record.url, 'https://zenodo.org/record/1')
    }
  })
  test('of arXiv', () => {
    const dates = [
      { date: '2024-01-05', dateType: 'Available' },
      { date: '2024-01-02T10:00:00Z', dateType: 'Submitted' },
    ]
    const arxiv = work({ doi: '10.48550/arxiv.2401.00001', dates, url: 'https://arxiv.org/abs/2401.00001' })
    const record = readDataciteWork(jsonAnswer({ data: arxiv }))
    assert.deepEqual(
      [record.id, record.doi, record.url, record.published],
      ['2401.00001', undefined, undefined, '2024-01-02'],
    )
  })
  test('of a year', () => {
    assert.equal(readDataciteWork(jsonAnswer({ data: work({ dates: [] }) })).published, '2025')
  })
})

test('answers without a work', () => {
  assertTrouble(() => readDataciteWork(jsonAnswer({ data: [] })), 'refused', /DataCite knows no such work/)
  assertTrouble(() => readDataciteWork(jsonAnswer({ data: 7 })), 'garbled', /without a work/)
  const errors = [{ status: '404', title: 'There is no such thing.' }]
  assertTrouble(() => readDataciteWork(jsonAnswer({ errors }, 404)), 'refused', /“There is no such thing”/)
})

describe('the recorded answer', { skip: noSamples }, () => {
  test('a data set of very many authors', () => {
    assert.deepEqual(sampleNames('datacite'), ['datacite_doc_05.json'])
    const text = sampleText('datacite/datacite_doc_05.json')
    const { attributes } = JSON.parse(text)
    const record = readDataciteWork(answerOf(`{"data":${text}}`))
    assert.deepEqual(
      [record.id, record.title, record.published],
      ['doi:10.15156/bio/sh409843.07fu', 'SH409843.07FU', '2015'],
    )
    assert.equal(record.authors.length, attributes.creators.length)
    assert.equal(record.authors[0]?.name, 'Urmas Kõljalg')
    assertTrouble(() => readDataciteWork(answerOf(text)), 'garbled', /without a work/)
  })
})

test('ORCIDs of authors, where they are some', () => {
  const identifier = (nameIdentifier: string, nameIdentifierScheme: string) => ({
    nameIdentifier,
    nameIdentifierScheme,
  })
  const creators = [
    {
      ...{ givenName: 'Ada', familyName: 'Example' },
      nameIdentifiers: [
        identifier('0000 0001 2103 2683', 'ISNI'),
        identifier('https://orcid.org/0000-0002-1694-233X', 'ORCID'),
      ],
    },
    { name: 'Sample, Ben', nameIdentifiers: [identifier('nothing', 'ORCID')] },
  ]
  const { orcids } = readDataciteWork(jsonAnswer({ data: work({ creators }) }))
  assert.deepEqual(orcids, [{ name: 'Ada Example', orcid: '0000-0002-1694-233X' }])
})

test('no damage makes it throw anything else', () => {
  const whole = { data: work() }
  const damaged = fc.oneof(mutatedJson(whole), mutatedText(JSON.stringify(whole)))
  fc.assert(
    fc.property(damaged, (text) => {
      unlessTrouble(() => readDataciteWork(answerOf(text)))
    }),
    { numRuns: 500 },
  )
})
