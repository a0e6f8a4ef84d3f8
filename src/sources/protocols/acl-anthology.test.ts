import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  assertTrouble,
  mutatedText,
  noSamples,
  readAll,
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { aclProtocol } from './acl-anthology.ts'
import { anthologyId } from './acl-anthology-record.ts'

const protocol = aclProtocol({ url: 'https://acl.example/data/xml', collections: ['2025.example', 'W95'] })
const start = protocol.start({ since: '2026-03-01', until: '2026-03-03' })

const collection = (papers: string, id = '2025.example') => `<?xml version='1.0' encoding='UTF-8'?>
<collection id="${id}">
  <volume id="long" ingest-date="2025-06-01">
    <meta>
      <booktitle>Proceedings of the <fixed-case>E</fixed-case>xample Conference</booktitle>
      <editor><first>Ed</first><last>Itor</last></editor>
      <month>July</month><year>2025</year>
    </meta>
    <frontmatter><url>2025.example-long.0</url></frontmatter>
    ${papers}
  </volume>
  <event id="example"><colocated><volume-id>2025.other-1</volume-id></colocated></event>
</collection>`

const paper = `<paper id="7">
  <title>On <fixed-case>BERT</fixed-case>s of <tex-math>O(n^2)</tex-math> &amp; <b>bold</b> <i>words</i></title>
  <author id="ada-example" orcid="0000"><first>Ada</first><last>van Example</last><affiliation>Lab, Town</affiliation></author>
  <author><first/><last>Bo</last><variant script="hani"><first>波</first><last>某</last></variant></author>
  <editor><first>Not</first><last>Author</last></editor>
  <abstract>One <tex-math>\\alpha</tex-math>.<br/>Two.</abstract>
  <doi>10.18653/v1/2025.example-long.7</doi>
  <revision id="2" href="2025.example-long.7v2" hash="a" date="2025-08-01">Better.</revision>
  <award>Best Paper</award>
  <pwccode url="https://github.com/example/code" additional="false">example/code</pwccode>
  <pwccode url="" additional="true"/>
  <pwcdataset url="https://data.example/set">Set</pwcdataset>
</paper>`

const read = (xml: string, cursor = start) => protocol.read(answerOf(xml), cursor)

test('asking for files', () => {
  assert.equal(protocol.ask(start).url, 'https://acl.example/data/xml/2025.example.xml')
  const odd = aclProtocol({ url: 'https://acl.example/data/xml/', collections: ['../x?'] })
  assert.equal(odd.ask(start).url, 'https://acl.example/data/xml/..%2Fx%3F.xml')
})

test('one collection after the other', () => {
  assert.deepEqual(read(collection(paper)).next, { collection: 1 })
  assert.equal(read(collection(paper), { collection: 1 }).next, undefined)
  assert.deepEqual(protocol.unchanged?.(start), { items: [], next: { collection: 1 } })
})

describe('a paper', () => {
  test('with all that it may have', () => {
    const { items } = read(collection(paper))
    assert.deepEqual(
      items.map(({ where }) => where),
      ['2025.example volume long paper 7'],
    )
    const [record] = readAll(items).records
    assert.ok(record)
    assert.equal(record.id, 'acl:2025.example-long.7')
    assert.equal(record.title, 'On BERTs of $O(n^2)$ & bold words')
    assert.equal(record.abstract, 'One $\\alpha$. Two.')
    assert.deepEqual(record.authors, [{ name: 'Ada van Example' }, { name: 'Bo' }])
    assert.deepEqual(record.venues, ['Proceedings of the Example Conference'])
    assert.deepEqual(record.awards, ['Best Paper'])
    assert.deepEqual(record.versions, [{ number: 1 }, { number: 2, at: '2025-08-01' }])
    assert.deepEqual(
      [record.published, record.updated, record.doi, record.withdrawn],
      ['2025-07', '2025-08-01', '10.18653/v1/2025.example-long.7', false],
    )
    assert.deepEqual(record.links, [
      { kind: 'code', url: 'https://github.com/example/code' },
      { kind: 'data', url: 'https://data.example/set' },
    ])
  })
  test('that was taken back', () => {
    const retracted = paper.replace('<award>', '<retracted date="2025-09-01">Wrong.</retracted><award>')
    const removed = paper.replace('<award>', '<removed date="2025-09-01">Wrong.</removed><award>')
    const { records } = readAll(read(collection(retracted + removed)).items)
    assert.deepEqual(
      records.map(({ withdrawn }) => withdrawn),
      [true, true],
    )
  })
  test('that is damaged spoils no other', () => {
    const damaged = [
      '<paper><title>No number</title></paper>',
      '<paper id="x y"><title>No id</title></paper>',
      '<paper id="8"><title> </title></paper>',
      '<paper id="9"/>',
    ]
    const { records, bad } = readAll(read(collection(damaged.join('') + paper)).items)
    assert.deepEqual([records.length, bad.length], [1, 4])
    for (const reason of bad) assert.match(reason, /^\p{Lu}.*\.$/u)
  })
})

test('ids before 2020', () => {
  const cases: [collection: string, volume: string, paper: string, id: string][] = [
    ['W95', '1', '1', 'acl:W95-0101'],
    ['W95', '02', '15', 'acl:W95-0215'],
    ['P18', '1', '1', 'acl:P18-1001'],
    ['P18', '1', '234', 'acl:P18-1234'],
    ['C69', '1', '2', 'acl:C69-0102'],
    ['D19', '1', '2', 'acl:D19-1002'],
    ['D19', '50', '2', 'acl:D19-5002'],
    ['2020.acl', 'main', '12', 'acl:2020.acl-main.12'],
  ]
  for (const [collection, volume, paper, id] of cases)
    assert.equal(anthologyId(collection, volume, paper), id)
  assert.throws(() => anthologyId('P18', '1', '12345'), /none of the ACL Anthology’s/)
})

describe('answers that are no collection', () => {
  test('a status', () => {
    assertTrouble(
      () => protocol.read(answerOf('404: Not Found', { status: 404 }), start),
      'refused',
      /no collection “2025.example”/,
    )
    assertTrouble(() => protocol.read(answerOf('', { status: 500 }), start), 'unreachable', /Anthology/)
  })
  test('other texts', () => {
    for (const text of ['', 'plain', '<html><br></html>', collection(paper).slice(0, -20)]) {
      assertTrouble(() => read(text), 'garbled', /XML/)
    }
    assertTrouble(() => read('<rss/>'), 'garbled', /no collection/)
  })
})

describe('the recorded files', { skip: noSamples }, () => {
  const cases: [name: string, papers: number, first: string, authors: number, published: string][] = [
    ['2020.nlp4call', 4, 'acl:2020.nlp4call-1.1', 19, '2020-11'],
    ['2021.motra', 11, 'acl:2021.motra-1.1', 32, '2021-05'],
    ['2021.semdeep', 4, 'acl:2021.semdeep-1.1', 12, '2021-01'],
    ['2021.vigil', 0, '', 0, ''],
    ['W95', 21, 'acl:W95-0101', 32, '1995'],
  ]
  test('are all known', () => {
    assert.deepEqual(
      sampleNames('acl'),
      cases.map(([name]) => `${name}.xml`),
    )
  })
  for (const [name, papers, first, authors, published] of cases) {
    test(name, () => {
      const { records, bad } = readAll(read(sampleText(`acl/${name}.xml`)).items)
      assert.deepEqual([records.length, bad], [papers, []])
      if (papers === 0) return
      assert.equal(records[0]?.id, first)
      assert.equal(records[0]?.published, published)
      const count = records.reduce((sum, record) => sum + record.authors.length, 0)
      assert.equal(count, authors)
      for (const { title, venues } of records) {
        assert.doesNotMatch(title, /[<>]/)
        assert.equal(venues.length, 1)
      }
    })
  }
  test('W95 has two volumes, of which one says when it was', () => {
    const { records } = readAll(read(sampleText('acl/W95.xml')).items)
    assert.deepEqual(
      records.filter(({ published }) => published === '1995-05').map(({ id }) => id),
      [1, 2, 3, 4, 5, 6].map((number) => `acl:W95-020${number}`),
    )
  })
})

test('no damage makes it throw anything else', () => {
  fc.assert(
    fc.property(mutatedText(collection(paper + paper)), (text) => {
      const page = unlessTrouble(() => read(text))
      if (page) readAll(page.items)
    }),
    { numRuns: 500 },
  )
})
