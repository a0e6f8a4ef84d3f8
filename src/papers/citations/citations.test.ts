import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { aPaper } from '../paper.fixture.ts'
import type { Paper } from '../paper.ts'
import { escapeTex, toBibtex } from './bibtex-entry.ts'
import { toCsl } from './csl.ts'
import { citationKey, dateParts, personName } from './publication.ts'
import { toRis } from './ris-entry.ts'

const aCatPaper = (facts: Partial<Paper> = {}) => aPaper({ ...preprint, ...facts })

const preprint = {
  id: '2407.21783',
  title: 'The Cost of $x_1$ & Schr\\"odinger Cats at 5%',
  abstract: 'We count cats.\n\nAll of them.',
  authors: [{ name: 'Åsa van der Example' }, { name: 'The Cat Collaboration' }],
  authorCount: 2,
  published: '2024-07-31',
  categories: ['cs.CL', 'cs.AI'],
}
const talk = {
  ...preprint,
  id: 'acl:2024.naacl-long.308',
  venues: ['NAACL'],
  doi: '10.18653/v1/2024.naacl-long.308',
  published: '2024-06',
}

describe('BibTeX', () => {
  test('a preprint is misc with its eprint', () => {
    assert.equal(
      toBibtex(aCatPaper()),
      `@misc{vanderexample2024cost,
  title = {{The Cost of $x_1$ \\& Schr\\"odinger Cats at 5\\%}},
  author = {Åsa van der Example and {The Cat Collaboration}},
  year = {2024},
  month = jul,
  doi = {10.48550/arXiv.2407.21783},
  url = {https://arxiv.org/abs/2407.21783},
  eprint = {2407.21783},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
}
`,
    )
  })

  test('a paper of a venue is in its proceedings, one of a journal an article', () => {
    assert.match(toBibtex(aCatPaper(talk)), /^@inproceedings\{.*booktitle = \{NAACL\}/s)
    const article = toBibtex(aCatPaper({ journalRef: 'J. Cats 5 (2025) 1', doi: '10.1000/cats' }))
    assert.match(article, /^@article\{.*journal = \{J. Cats 5 \(2025\) 1\}.*eprint/s)
  })

  test('authors that are counted but not named are others', () => {
    assert.match(toBibtex(aCatPaper({ authorCount: 9 })), /Collaboration\} and others\}/)
  })

  test('only what TeX would misread is escaped', () => {
    assert.equal(escapeTex('a_b $c_d$ 100% \\emph{x} {y}'), 'a\\_b $c_d$ 100\\% \\emph{x} {y}')
    assert.equal(escapeTex('lone $ sign, } and { and \\'), 'lone \\$ sign,  and  and \\textbackslash ')
  })

  test('no text closes its field', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\', '$', '%', 'a', ' ') }), (text) => {
        let depth = 0
        for (const mark of escapeTex(text)) {
          depth += mark === '{' ? 1 : mark === '}' ? -1 : 0
          assert.ok(depth >= 0)
        }
        assert.equal(depth, 0)
        assert.doesNotMatch(escapeTex(text), /(?<!\\)(?:\\\\)*\\$/)
      }),
    )
  })
})

test('RIS has its lines end with CR LF and no value that poses as a tag', () => {
  const lines = toRis(aCatPaper({ ...talk, title: 'Cats\r\nER  - \r\nTY  - BOOK' })).split('\r\n')
  assert.deepEqual(lines.slice(0, 7), [
    'TY  - CPAPER',
    'TI  - Cats ER - TY - BOOK',
    'AU  - van der Example, Åsa',
    'AU  - The Cat Collaboration',
    'PY  - 2024',
    'DA  - 2024/06//',
    'T2  - NAACL',
  ])
  assert.deepEqual(lines.slice(-2), ['ER  - ', ''])
})

test('CSL-JSON names types, people and dates as far as they are known', () => {
  assert.deepEqual(toCsl(aCatPaper()), {
    id: 'vanderexample2024cost',
    type: 'article',
    title: 'The Cost of $x_1$ & Schrödinger Cats at 5%',
    author: [{ family: 'van der Example', given: 'Åsa' }, { literal: 'The Cat Collaboration' }],
    issued: { 'date-parts': [[2024, 7, 31]] },
    abstract: preprint.abstract,
    publisher: 'arXiv',
    number: 'arXiv:2407.21783',
    DOI: '10.48550/arXiv.2407.21783',
    URL: 'https://arxiv.org/abs/2407.21783',
  })
  assert.equal(toCsl(aCatPaper(talk))['container-title'], 'NAACL')
  assert.deepEqual(toCsl(aCatPaper({ published: '2024' })).issued, { 'date-parts': [[2024]] })
})

test('dates keep their precision, names their particles, keys are ASCII', () => {
  assert.deepEqual(dateParts('2024-07-31T01:02:03.000Z'), [2024, 7, 31])
  assert.deepEqual(dateParts(undefined), [])
  assert.deepEqual(personName('Ada M. Example Jr.'), { family: 'Example Jr.', given: 'Ada M.' })
  assert.deepEqual(personName('Ada'), { family: 'Ada' })
  assert.equal(
    citationKey(aCatPaper({ authors: [], authorCount: 0, title: '猫', published: '' })),
    '2407-21783',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, name) => {
      assert.match(citationKey(aCatPaper({ title, authors: [{ name }] })), /^[a-z0-9-]+$/)
    }),
  )
})
