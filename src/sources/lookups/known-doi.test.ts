import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arxivDoi, publishedDoi, tellingDoi } from './known-doi.ts'

test('the DOI under which a paper was published', () => {
  const cases: [id: string, doi: string | undefined, published: string | undefined][] = [
    ['2401.00001', undefined, undefined],
    ['2401.00001', '10.1000/ABC', '10.1000/abc'],
    ['2401.00001', '10.48550/arXiv.2401.00001', undefined],
    ['doi:10.1000/abc', undefined, '10.1000/abc'],
    ['biorxiv:10.1101/2025.01.01.123456', undefined, '10.1101/2025.01.01.123456'],
    ['biorxiv:10.1101/2025.01.01.123456', '10.1000/abc', '10.1000/abc'],
    ['acl:2024.example-long.1', undefined, undefined],
    ['openreview:AbCd', 'nonsense', undefined],
  ]
  for (const [id, doi, published] of cases) {
    assert.equal(publishedDoi({ id, code: [], ...(doi === undefined ? {} : { doi }) }), published, id)
  }
})

test('arXiv’s own', () => {
  assert.equal(arxivDoi('2401.00001'), '10.48550/arxiv.2401.00001')
  assert.equal(arxivDoi('doi:10.1000/abc'), undefined)
})

test('a DOI that tells something', () => {
  assert.equal(tellingDoi('https://doi.org/10.1000/ABC', '2401.00001'), '10.1000/abc')
  assert.equal(tellingDoi('10.1000/abc', 'doi:10.1000/abc'), '10.1000/abc')
  assert.equal(tellingDoi('10.48550/arXiv.2401.00001', '2401.00001'), undefined)
  assert.equal(tellingDoi('10.1101/2025.01.01.123456', 'biorxiv:10.1101/2025.01.01.123456'), undefined)
  assert.equal(tellingDoi('nonsense', '2401.00001'), undefined)
  assert.equal(tellingDoi(undefined, '2401.00001'), undefined)
})
