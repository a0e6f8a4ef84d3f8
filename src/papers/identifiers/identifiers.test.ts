import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { arxivMonth } from './arxiv-id.ts'
import { parseDoi } from './doi.ts'
import { canonicalIds } from './identifiers.fixture.ts'
import { doiOf, paperAddress, parseIdentifier, parsePaperId, printId, sourceOf } from './identifiers.ts'

const same: Record<string, string[]> = {
  '2407.21783': [
    '2407.21783',
    ' <2407.21783> ',
    '"arXiv:2407.21783"',
    'ARXIV: 2407.21783 [cs.CL]',
    'arxiv.2407.21783',
    'oai:arXiv.org:2407.21783',
    'https://arxiv.org/abs/2407.21783',
    'http://www.arxiv.org/abs/2407.21783?context=cs#top',
    'arxiv.org/pdf/2407.21783.pdf',
    'https://export.arxiv.org/pdf/2407.21783',
    'https://de.arxiv.org/format/2407.21783',
    'https://arxiv.org/html/2407.21783/',
    'https://www.alphaxiv.org/abs/2407.21783',
    'https://huggingface.co/papers/2407.21783',
    'https://ar5iv.labs.arxiv.org/html/2407.21783',
    '10.48550/arXiv.2407.21783',
    'https://doi.org/10.48550/ARXIV.2407.21783',
    'https://doi.org/10.48550%2FarXiv.2407.21783',
  ],
  '0704.0001': ['0704.0001', 'arXiv:0704.0001'],
  '1412.9999': ['1412.9999'],
  'math/0309136': [
    'math/0309136',
    'math.CA/0309136',
    'Math.ca/0309136',
    'https://arxiv.org/abs/math/0309136',
  ],
  'cond-mat/9901001': ['cond-mat.mtrl-sci/9901001', 'arXiv:cond-mat/9901001'],
  'cs/0112017': ['https://arxiv.org/abs/cs%2F0112017', '10.48550/arXiv.cs/0112017'],
  'doi:10.1000/xyz': [
    'doi:10.1000/XYZ',
    '10.1000/xyz.',
    'DOI 10.1000/xyz',
    'doi: 10.1000/xyz',
    'https://doi.org/10.1000/xyz',
    'http://dx.doi.org/10.1000%2Fxyz',
    'doi:https://doi.org/10.1000/xyz',
    '(10.1000/xyz)',
    '10.1000/xyz, 10.1000/other',
  ],
  'doi:10.1016/s0140-6736(05)71984-5': [
    '10.1016/S0140-6736(05)71984-5',
    'doi:10.1016/S0140-6736(05)71984-5).',
  ],
  'acl:2024.naacl-long.308': [
    'acl:2024.naacl-long.308',
    '2024.naacl-long.308',
    'https://aclanthology.org/2024.naacl-long.308/',
    'https://aclanthology.org/2024.naacl-long.308.pdf',
    'https://aclanthology.org/2024.naacl-long.308v1.pdf',
    'https://aclanthology.org/2024.naacl-long.308.bib',
    '10.18653/v1/2024.naacl-long.308',
    'https://doi.org/10.18653/V1/2024.NAACL-LONG.308',
  ],
  'acl:P18-1001': [
    'acl:P18-1001',
    'ACL p18-1001',
    'https://www.aclweb.org/anthology/P18-1001.pdf',
    '10.18653/v1/p18-1001',
  ],
  'biorxiv:10.1101/2020.01.02.123456': [
    'biorxiv:10.1101/2020.01.02.123456v2',
    'https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf',
    'https://www.biorxiv.org/content/10.1101/2020.01.02.123456v1.full#sec-2',
    'https://www.biorxiv.org/content/early/2020/01/02/10.1101/2020.01.02.123456',
    'bioRxiv 10.1101/2020.01.02.123456',
  ],
  'medrxiv:10.64898/2026.01.02.26012345': [
    'https://www.medrxiv.org/content/10.64898/2026.01.02.26012345v1.full-text',
  ],
  'openreview:aB3_x-9Z': [
    'https://openreview.net/forum?id=aB3_x-9Z',
    'https://openreview.net/forum?id=aB3_x-9Z&noteId=qqqq',
    'openreview.net/pdf?id=aB3_x-9Z',
    'OpenReview:aB3_x-9Z',
  ],
  'file:0123456789abcdef01234567': ['file:0123456789ABCDEF01234567'],
}

describe('every form of an identifier', () => {
  for (const [id, forms] of Object.entries(same)) {
    for (const form of forms) {
      test(`${form} is ${id}`, () => assert.deepEqual(parseIdentifier(form), { id }))
    }
  }

  test('a version is told apart from the id', () => {
    const expected = { id: '2407.21783', version: 2 }
    for (const form of ['2407.21783v2', 'arXiv:2407.21783V2', 'https://arxiv.org/pdf/2407.21783v2.pdf']) {
      assert.deepEqual(parseIdentifier(form), expected)
    }
    assert.deepEqual(parseIdentifier('hep-th/9901001v12'), { id: 'hep-th/9901001', version: 12 })
    assert.deepEqual(parseIdentifier('https://doi.org/10.48550/arXiv.2407.21783v2'), expected)
  })

  test('what no source ever gave is refused', () => {
    const bogus = `0811.36489 2407.2178 2413.00001 2400.00001 0703.0001 2407.00000 2407.21783v0 1501.0001 9107.00001x
      foo/0112017 cs/0713001 cs/0704001 hep-th/9013001 10.1000 10.1000/ doi: acl:xyz file:123 openreview:a
      https://arxiv.org/list/cs.CL/recent https://example.org/abs/2407.21783 https://evil.org/arxiv.org/abs/2407.21783
      biorxiv:10.1000/1 10.1000/../x 10.1000/a%00b`
    for (const text of [
      ...bogus.split(/\s+/),
      '',
      ' ',
      '2407.21783 2407.21784',
      'a'.repeat(600),
      '<>',
      '\ud800',
    ]) {
      assert.equal(parseIdentifier(text), null, text)
    }
  })
})

describe('ids of data files', () => {
  test('a version falls away', () => assert.equal(parsePaperId('arXiv:2407.21783v3'), '2407.21783'))

  const damaged: Record<string, string> = {
    '704.0712': '0704.0712',
    '1302.172': '1302.1720',
    '1501.001': '1501.00100',
    '1605.0796699999999': '1605.07967',
    '1704.0662300000001': '1704.06623',
    'acl:L06-1.79': 'acl:L06-1079',
    'acl:W19-36.34': 'acl:W19-3634',
  }
  for (const [text, id] of Object.entries(damaged)) {
    test(`${text} was ${id}`, () => {
      assert.equal(parsePaperId(text), id)
      assert.equal(parseIdentifier(text), null)
    })
  }

  test('what was no id before the damage stays refused', () => {
    for (const text of ['0811.36489', '1.5', '1605.0796651234567', '1399.1', '12.34', '999.99999999999']) {
      assert.equal(parsePaperId(text), null, text)
    }
  })
})

test('a DOI is the first of several, bare and in lower case', () => {
  assert.equal(
    parseDoi('10.1103/PhysRevC.71.024901 10.1103/PhysRevC.71.039901'),
    '10.1103/physrevc.71.024901',
  )
  assert.equal(parseDoi('10.1145/1; 10.1007/2'), '10.1145/1')
  assert.equal(parseDoi('10.2168/LMCS-6(3:12)2010'), '10.2168/lmcs-6(3:12)2010')
  assert.equal(parseDoi('nothing'), null)
})

test('source, month, print, DOI and address follow from the id', () => {
  assert.equal(sourceOf('cs/0112017'), 'arxiv')
  assert.equal(sourceOf('doi:10.1000/x:y'), 'doi')
  assert.equal(arxivMonth('2407.21783'), '2024-07')
  assert.equal(arxivMonth('hep-th/9901001'), '1999-01')
  assert.equal(arxivMonth('cs/0112017'), '2001-12')
  assert.equal(arxivMonth('acl:P18-1001'), null)
  assert.equal(printId('2407.21783'), 'arXiv:2407.21783')
  assert.equal(printId('acl:P18-1001'), 'ACL P18-1001')
  assert.equal(doiOf('2407.21783'), '10.48550/arXiv.2407.21783')
  assert.equal(doiOf('acl:P18-1001'), null)
  assert.deepEqual(paperAddress('doi:10.1000/a<b>'), { abs: 'https://doi.org/10.1000/a%3Cb%3E' })
  assert.deepEqual(paperAddress('file:0123456789abcdef01234567'), {})
})

describe('properties', () => {
  test('parsing never throws, and gives only ids that parse to themselves', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })),
        (text) => {
          const found = parseIdentifier(text)
          if (found) assert.deepEqual(parseIdentifier(found.id), { id: found.id })
        },
      ),
    )
  })

  test('an id survives printing, addressing and decoration', () => {
    fc.assert(
      fc.property(canonicalIds, (id) => {
        const { abs, pdf } = paperAddress(id)
        const doi = doiOf(id)
        assert.deepEqual(parseIdentifier(id), { id })
        assert.equal(parsePaperId(id), id)
        assert.deepEqual(parseIdentifier(printId(id)), { id })
        for (const address of [abs, pdf]) if (address) assert.deepEqual(parseIdentifier(address), { id })
        if (doi !== null && sourceOf(id) === 'arxiv') assert.deepEqual(parseIdentifier(doi), { id })
      }),
    )
  })

  test('repairing numbers gives back the id they came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.boolean(), (number, old) => {
        const id = old
          ? `0902.${String(1 + (number % 9999)).padStart(4, '0')}`
          : `1902.${String(number).padStart(5, '0')}`
        assert.equal(parsePaperId(String(Number(id))), id)
      }),
    )
  })
})
