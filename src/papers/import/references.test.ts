import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { itemsFrom, reasonsOf } from '../../../test/support/items-of-text.ts'
import { Invalid } from '../../errors.ts'
import { readBibtexItems } from './bibtex.ts'
import { readRisItems } from './ris.ts'

const bib = String.raw`% a remark
@string{meeting = "Proceedings of the Example Meeting"}
@comment{jabref {x} @article{not-one,}}
@preamble{"\newcommand{\x}{y}"}
@inproceedings{a1, title = {{A} Study of {G{\"o}del} Numbers in $O(n^2)$ Time \& Space},
  author = {Example, Ada and {The Example Group} and M{\"u}ller, Jos{\'e} and others},
  booktitle = meeting # ", Part " # 2, year = 2023, month = may # "~27",
  abstract = "An abstract with {"}quotes{"} inside.
     Second line.", doi = {10.1000/ABC.1}, keywords={one, two; three} }
@article(b2, title="Round (brackets)", author="Ben Sample", journal={arXiv preprint arXiv:2407.21783}, year={2024})
@article{broken, title = {Never closed, author={X}
@misc{c3, title={After the broken one}, author={Cy Next}, date={2024-05},
  url={https://example.org/p?a=1\&b=2}} @misc{d4, title={Same line}, year=2020}
@misc{e5, author={No Title}, year=1999}
`

describe('BibTeX', () => {
  test('is read whatever the chunks are', async () => {
    for (const size of [1, 13, 100_000]) {
      const items = await itemsFrom(readBibtexItems, bib, size)
      assert.deepEqual(reasonsOf(items), [
        undefined,
        undefined,
        'line 11: The entry’s closing brace is missing.',
        undefined,
        undefined,
        'line 14: The title is missing.',
      ])
    }
  })

  test('with the line ends of an old Mac has the same lines', async () => {
    const items = await itemsFrom(readBibtexItems, bib.replaceAll('\n', '\r'), 7)
    assert.equal(items[2]?.where, 'line 11')
    assert.equal(items.length, 6)
  })

  test('may have entries out of use, and types of any name', async () => {
    const text = '% @misc{off, title={Off}}\n@data_set{on, title={On}}\n  %@misc{off, title={Off}}\n'
    const [only, ...others] = await itemsFrom(readBibtexItems, text)
    assert.equal(only?.read().title, 'On')
    assert.deepEqual(others, [])
  })

  test('with names that end in “and” has nobody of that name', async () => {
    const text = '@misc{a, title={T}, author={Ada One and and {Bo and Co} and}}'
    const [entry] = await itemsFrom(readBibtexItems, text)
    assert.deepEqual(entry?.read().authors, [{ name: 'Ada One' }, { name: 'Bo and Co' }])
  })

  test('can’t fill the memory, and says what is too long', async () => {
    const tenfold = (name: string, of: string) => `@string{${name} = ${Array(10).fill(of).join(' # ')}}\n`
    const names = 'abcdefghijkl'.split('')
    const macros = names.map((name, at) => tenfold(name, names[at - 1] ?? '"0123456789"')).join('')
    const long = `@misc{x, title={${'x'.repeat(1_100_000)}}}\n`
    const items = await itemsFrom(readBibtexItems, `${macros}${long}@misc{y, title={Next}}`, 65_536)
    assert.deepEqual(reasonsOf(items), ['line 13: The entry is too long.', undefined])
    const line = '@misc{y, title={a}}'.padEnd(1_200_000)
    const numbered = await itemsFrom(readBibtexItems, `${line}\n@misc{z, title={b}}`, 65_536)
    assert.deepEqual(
      numbered.map(({ where }) => where),
      ['line 1', 'line 2'],
    )
  })

  test('becomes papers', async () => {
    const [study, round, , after] = await itemsFrom(readBibtexItems, bib)
    const record = study?.read()
    assert.equal(record?.id, 'doi:10.1000/abc.1')
    assert.equal(record?.title, 'A Study of Gödel Numbers in $O(n^2)$ Time & Space')
    assert.deepEqual(
      record?.authors.map((author) => author.name),
      ['Ada Example', 'The Example Group', 'José Müller'],
    )
    assert.equal(record?.abstract, 'An abstract with "quotes" inside. Second line.')
    assert.deepEqual(record?.venues, ['Proceedings of the Example Meeting, Part 2'])
    assert.equal(record?.published, '2023-05-27')
    assert.deepEqual(record?.keywords, ['one', 'two', 'three'])

    assert.equal(round?.read().id, '2407.21783')
    assert.deepEqual(round?.read().venues, [])
    assert.equal(after?.read().url, 'https://example.org/p?a=1&b=2')
  })

  test('without an identifier a paper is known by title, first author and year', async () => {
    const entry = (title: string, year: string) =>
      `@misc{x, title={${title}}, author={Ada Example}, year=${year}}\n`
    const text = entry('A {Title}', '2020') + entry('a  title', '2020') + entry('A title', '2021')
    const ids = (await itemsFrom(readBibtexItems, text)).map((item) => item.read().id)
    assert.match(ids[0] ?? '', /^file:[0-9a-f]{24}$/)
    assert.equal(ids[0], ids[1])
    assert.notEqual(ids[0], ids[2])
  })
})

const ris = `TY  - JOUR
TI  - A study of examples
AU  - Example, Ada
AU  - Sample, Ben B.
PY  - 2021
DA  - 2021/05/27/
AB  - First part
goes on here.
DO  - 10.1000/xyz.9
JO  - Journal of Examples
KW  - one
KW  - two
ER  -

TY  - CONF
AU  - Nobody
ER  -
TY  - CONF
T1  - No end mark
Y1  - 2020/03//
UR  - https://arxiv.org/abs/2001.00001v2
`

describe('RIS', () => {
  test('becomes papers, whatever the chunks and line ends are', async () => {
    for (const [text, size] of [
      [ris, 1],
      [ris.replaceAll('\n', '\r\n'), 1_000],
      [ris.replaceAll('\n', '\r'), 3],
    ] as const) {
      const items = await itemsFrom(readRisItems, text, size)
      assert.deepEqual(reasonsOf(items), [undefined, 'line 15: The title is missing.', undefined])
      const record = items[0]?.read()
      assert.equal(record?.id, 'doi:10.1000/xyz.9')
      assert.equal(record?.abstract, 'First part goes on here.')
      assert.deepEqual(record?.authors, [{ name: 'Ada Example' }, { name: 'Ben B. Sample' }])
      assert.equal(record?.published, '2021-05-27')
      assert.deepEqual(record?.keywords, ['one', 'two'])
      assert.equal(items[2]?.read().id, '2001.00001')
    }
  })
})

test('hostile references fail by a sentence only', async () => {
  const piece = fc.constantFrom(
    '@article{',
    '@a(',
    '{',
    '}',
    '"',
    'title=',
    ',',
    '#',
    '\n',
    'x',
    'TY  - JOUR',
    'TI  - t',
    'ER  - ',
    '\\',
    '$',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      for (const read of [readBibtexItems, readRisItems]) {
        for (const item of await itemsFrom(read, pieces.join(''), 3)) {
          try {
            item.read()
          } catch (error) {
            assert.ok(error instanceof Invalid)
          }
        }
      }
    }),
  )
})
