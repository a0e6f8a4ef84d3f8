import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Invalid } from '../../errors.ts'
import { readXml } from '../xml/read-xml.ts'
import { recordOfArxivRaw } from './arxiv-raw-record.ts'

const needed = '<title>A title</title><abstract>Text.</abstract>'

const read = (inside: string, id = '2603.00001', header?: string) =>
  recordOfArxivRaw(
    readXml(`<arXivRaw><id>${id}</id>${inside}</arXivRaw>`),
    header === undefined ? undefined : readXml(`<header><identifier>${header}</identifier></header>`),
  )

const version = (number: number, type: string, date = 'Wed, 4 Mar 2026 10:00:00 GMT') =>
  `<version version="v${number}"><date>${date}</date><size>12kb</size><source_type>${type}</source_type></version>`

describe('a record of arXivRaw', () => {
  test('says what is there', () => {
    const paper = read(
      `<submitter>Ada One</submitter>${version(1, 'D')}<title>A \n  title</title><authors>Ada One (Lab) and Bo Two</authors>
       <categories>cs.AI  cs.CL</categories><comments> 12 pages </comments><journal-ref>J. Ex. 1</journal-ref>
       <doi>10.1000/ONE 10.1000/two</doi><license>http://creativecommons.org/licenses/by/4.0/</license><abstract>  One.
  Two.</abstract>`,
    )
    assert.deepEqual(paper, {
      id: '2603.00001',
      title: 'A title',
      abstract: 'One.\n\nTwo.',
      authors: [{ name: 'Ada One' }, { name: 'Bo Two' }],
      authorCount: 2,
      published: '2026-03-04T10:00:00.000Z',
      updated: '2026-03-04T10:00:00.000Z',
      versions: [{ number: 1, at: '2026-03-04T10:00:00.000Z', size: '12kb' }],
      withdrawn: false,
      categories: ['cs.AI', 'cs.CL'],
      doi: '10.1000/one',
      journalRef: 'J. Ex. 1',
      comment: '12 pages',
      licence: 'http://creativecommons.org/licenses/by/4.0/',
      venues: [],
      awards: [],
      links: [],
      media: [],
      keywords: [],
      recordedVotes: 0,
      recordedComments: 0,
      entries: [],
    })
  })

  test('is withdrawn while its newest version is', () => {
    const first = version(1, 'D')
    const second = version(2, 'I', 'Thu, 5 Mar 2026 10:00:00 GMT')
    const third = version(3, 'DI', 'Fri, 6 Mar 2026 10:00:00 GMT')
    assert.equal(read(first + needed).withdrawn, false)
    assert.equal(read(first + second + needed).withdrawn, true)
    assert.equal(read(first + second + version(3, 'D') + needed).withdrawn, false)
    const turned = read(third + second + first + needed)
    assert.deepEqual(
      turned.versions.map(({ number, withdrawn }) => [number, withdrawn]),
      [
        [1, undefined],
        [2, true],
        [3, true],
      ],
    )
    assert.deepEqual(
      [turned.published, turned.updated],
      ['2026-03-04T10:00:00.000Z', '2026-03-06T10:00:00.000Z'],
    )
  })

  test('keeps the month of its id where no version is dated', () => {
    assert.deepEqual([read(needed).published, read(needed).updated], ['2026-03', undefined])
    assert.equal(read(`<version version="v2"/>${needed}`).published, '2026-03')
  })

  test('takes its id from the header where it has none', () => {
    assert.equal(read(needed, '', 'oai:arXiv.org:cs/0112017').id, 'cs/0112017')
    assert.equal(read(needed, '2603.00001', 'oai:mirror.example:2603.00001').id, '2603.00001')
  })
})

describe('what is no record', () => {
  const cases: [string, () => unknown, RegExp][] = [
    ['an id that never was', () => read(needed, '0811.36489'), /“0811\.36489”/],
    ['another id in the header', () => read(needed, '2603.00001', 'oai:arXiv.org:2603.00002'), /2603\.00002/],
    ['no id', () => read(needed, ''), /id is missing/],
    ['an id that needs mending', () => read(needed, '704.0712'), /704\.0712/],
    ['no title', () => read('<abstract>Text.</abstract>'), /title/],
    ['no abstract', () => read('<title>A title</title>'), /abstract/],
    ['a version without a number', () => read(`<version version="vX"/>${needed}`), /no number/],
    ['a wrong date', () => read(version(1, 'D', 'yesterday') + needed), /“yesterday”/],
    ['too many versions', () => read('<version version="v1"/>'.repeat(1_001) + needed), /1000 versions/],
  ]
  for (const [name, act, words] of cases)
    test(name, () => assert.throws(act, (error) => error instanceof Invalid && words.test(error.message)))
})
