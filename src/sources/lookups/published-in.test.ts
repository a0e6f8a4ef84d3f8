import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAccessLink } from './open-access-link.ts'
import { journalReference, venueOf } from './published-in.ts'

test('servers of preprints are no venues', () => {
  for (const name of [
    'arXiv.org',
    'ArXiv',
    'bioRxiv',
    'arXiv (Cornell University)',
    'SSRN Electronic Journal',
    '',
    ' ',
  ])
    assert.equal(venueOf(name), undefined)
  assert.equal(venueOf(undefined), undefined)
  assert.equal(venueOf(' Journal of\nExamples '), 'Journal of Examples')
  assert.equal(venueOf('Halide Letters'), 'Halide Letters')
})

test('a journal reference has what is known', () => {
  const journal = 'Journal of Examples'
  const cases: [Parameters<typeof journalReference>[0], string | undefined][] = [
    [
      { journal, volume: '5', issue: '4', pages: '1–9', year: '2025' },
      'Journal of Examples, 5(4), 1–9 (2025)',
    ],
    [{ journal, volume: '5' }, 'Journal of Examples, 5'],
    [{ journal, volume: '5', year: 'soon' }, 'Journal of Examples, 5'],
    [{ journal, issue: '4' }, undefined],
    [{ journal: 'ArXiv', volume: 'abs/2401.00001' }, undefined],
    [{ journal: undefined, volume: '5' }, undefined],
  ]
  for (const [publication, journalRef] of cases) {
    assert.equal(journalReference(publication).journalRef, journalRef)
  }
})

test('a free text is an address that says something new', () => {
  const url = 'https://repository.example/1.pdf'
  assert.deepEqual(openAccessLink(url, '2401.00001'), [{ kind: 'pdf', url }])
  for (const known of [
    'https://doi.org/10.1000/abc',
    'http://dx.doi.org/10.1000/abc',
    'https://arxiv.org/pdf/2401.00001v2',
    'javascript:alert(1)',
    '',
    undefined,
  ])
    assert.deepEqual(openAccessLink(known, '2401.00001'), [])
})
