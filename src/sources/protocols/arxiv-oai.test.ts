import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../errors.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import {
  answerOf,
  assertTrouble,
  mutatedText,
  noSamples,
  readAll,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { readXml } from '../xml/read-xml.ts'
import { type ArxivOaiCursor, arxivOaiProtocol } from './arxiv-oai.ts'
import { recordOfOai } from './arxiv-oai-items.ts'

const url = 'https://oai.example/oai'
const range = { since: '2026-03-01', until: '2026-03-10' }
const protocol = arxivOaiProtocol({ url, categories: ['cs.AI', 'hep-th'] })
const start = protocol.start(range)

const frame = (content: string, date = '2026-03-12T01:02:03Z') =>
  answerOf(
    `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${date}</responseDate><request>${url}</request>${content}</OAI-PMH>`,
  )

const record = (
  id: string,
  inside = '<title>A title</title><authors>Ada One</authors><abstract>Text.</abstract>',
) =>
  `<record><header><identifier>oai:arXiv.org:${id}</identifier></header><metadata><arXivRaw><id>${id}</id>${inside}</arXivRaw></metadata></record>`

const list = (token: string, ids: string[] = ['2603.00001', '2603.00002']) =>
  frame(`<ListRecords>${ids.map((id) => record(id)).join('')}${token}</ListRecords>`)

const error = (code: string, text = '') => frame(`<error code="${code}">${text}</error>`)
const nothing = error('noRecordsMatch')

const namesOf = (paper: PaperRecord) => paper.authors.map(({ name }) => name)

const asked = (cursor: ArxivOaiCursor) => Object.fromEntries(new URL(protocol.ask(cursor).url).searchParams)

function nextOf(page: { next?: ArxivOaiCursor }): ArxivOaiCursor {
  assert.ok(page.next)
  return page.next
}

describe('a harvest of OAI-PMH', () => {
  test('asks for each set in windows of a week', () => {
    assert.deepEqual(asked(start), {
      verb: 'ListRecords',
      metadataPrefix: 'arXivRaw',
      set: 'cs:cs:AI',
      from: '2026-03-01',
      until: '2026-03-07',
    })
    const first = protocol.read(nothing, start)
    assert.deepEqual([first.items, first.doneThrough], [[], undefined], 'nothing new is no failure')
    assert.equal(asked(nextOf(first)).set, 'physics:hep-th')
    const second = protocol.read(nothing, nextOf(first))
    assert.equal(second.doneThrough, '2026-03-07', 'both sets are')
    assert.deepEqual(
      [asked(nextOf(second)).set, asked(nextOf(second)).from, asked(nextOf(second)).until],
      ['cs:cs:AI', '2026-03-08', '2026-03-10'],
    )
    const third = protocol.read(nothing, nextOf(second))
    const last = protocol.read(nothing, nextOf(third))
    assert.deepEqual(last, { items: [], doneThrough: '2026-03-10' })
  })

  test('follows tokens, which are asked for alone', () => {
    const page = protocol.read(
      list('<resumptionToken completeListSize="9">a&amp;b|1</resumptionToken>'),
      start,
    )
    assert.deepEqual(
      page.items.map((item) => item.where),
      ['oai:arXiv.org:2603.00001', 'oai:arXiv.org:2603.00002'],
    )
    assert.deepEqual(asked(nextOf(page)), { verb: 'ListRecords', resumptionToken: 'a&b|1' })
    for (const token of ['<resumptionToken/>', '<resumptionToken> </resumptionToken>', '']) {
      const last = protocol.read(list(token), nextOf(page))
      assert.equal(last.items.length, 2)
      assert.deepEqual(
        [nextOf(last).set, nextOf(last).token, nextOf(last).from],
        [1, undefined, '2026-03-01'],
      )
    }
  })

  test('tells the total where one list is the whole harvest', () => {
    const token = '<resumptionToken completeListSize="907096" cursor="0">t</resumptionToken>'
    assert.equal(protocol.read(list(token), start).total, undefined)
    const single = arxivOaiProtocol({ url, categories: ['cs'] })
    assert.equal(
      single.read(list(token), single.start({ since: '2026-03-01', until: '2026-03-02' })).total,
      907_096,
    )
  })

  test('without categories asks for everything', () => {
    const whole = arxivOaiProtocol({ url, categories: [] })
    const cursor = whole.start({ since: '2026-03-01', until: '2026-03-01' })
    assert.equal(new URL(whole.ask(cursor).url).searchParams.has('set'), false)
    assert.deepEqual(whole.read(nothing, cursor), { items: [], doneThrough: '2026-03-01' })
  })

  test('begins a shorter window when its token dies', () => {
    const dead = error('badResumptionToken', 'expired')
    let cursor: ArxivOaiCursor = { ...start, set: 1, token: 't' }
    const days: string[] = []
    for (let round = 0; round < 4; round++) {
      const page = protocol.read(dead, { ...cursor, token: 't' })
      assert.deepEqual([page.items, page.startsOver], [[], true])
      cursor = nextOf(page)
      assert.deepEqual([cursor.token, cursor.set, cursor.from], [undefined, 1, '2026-03-01'])
      days.push(cursor.to)
    }
    assert.deepEqual(days, ['2026-03-03', '2026-03-01', '2026-03-01', '2026-03-01'])
    const after = nextOf(protocol.read(nothing, cursor))
    assert.deepEqual([after.set, after.from, after.to], [0, '2026-03-02', '2026-03-03'], 'windows grow again')
    assertTrouble(() => protocol.read(dead, start), 'refused', /wasn’t given/)
  })

  test('says that a day is complete when it was over before the first answer about it', () => {
    const single = arxivOaiProtocol({ url, categories: ['cs'] })
    const cursor = single.start({ since: '2026-03-01', until: '2026-03-03' })
    const at = (date: string, content: string) => frame(content, date)
    const none = '<error code="noRecordsMatch"/>'
    assert.equal(single.read(at('2026-03-03T23:59:59Z', none), cursor).doneThrough, '2026-03-02')
    assert.equal(single.read(at('2026-03-01T12:00:00Z', none), cursor).doneThrough, undefined)
    const page = single.read(
      at(
        '2026-03-03T23:59:59Z',
        `<ListRecords>${record('2603.00001')}<resumptionToken>t</resumptionToken></ListRecords>`,
      ),
      cursor,
    )
    const last = single.read(
      at('2026-03-04T00:10:00Z', `<ListRecords>${record('2603.00002')}</ListRecords>`),
      nextOf(page),
    )
    assert.equal(last.doneThrough, '2026-03-02', 'the list was made on the 3rd')
  })

  test('leaves deleted records out', () => {
    const deleted =
      '<record><header status="deleted"><identifier>oai:arXiv.org:2603.00003</identifier></header></record>'
    assert.equal(
      protocol.read(frame(`<ListRecords>${deleted}${record('2603.00001')}</ListRecords>`), start).items
        .length,
      1,
    )
  })

  test('a cursor of other settings never asks for everything', () => {
    assert.equal(asked({ ...start, set: 7 }).set, 'physics:hep-th')
  })
})

describe('what is no page of records', () => {
  const whole = list('<resumptionToken>t</resumptionToken>')
  const cases: [string, ReturnType<typeof answerOf>, 'garbled' | 'refused', RegExp][] = [
    ['an empty answer', answerOf(''), 'garbled', /XML/],
    ['a web page', answerOf('<!DOCTYPE html><html><body>Sorry</body></html>'), 'garbled', /XML/],
    ['a web page in XML', answerOf('<html><body>Sorry</body></html>'), 'garbled', /OAI-PMH/],
    ['half an answer', answerOf(whole.text.slice(0, 500)), 'garbled', /cut off/],
    ['neither records nor an error', frame('<ListRecords></ListRecords>'), 'garbled', /neither/],
    ['nothing at all', frame(''), 'garbled', /neither/],
    ['no date', frame(`<ListRecords>${record('2603.00001')}</ListRecords>`, 'yesterday'), 'garbled', /date/],
    [
      'a wrong question',
      error('badArgument', 'from is wrong.'),
      'refused',
      /\(badArgument\)\. It says: “from is wrong”\.$/,
    ],
    ['an error without words', error('noSetHierarchy'), 'refused', /\(noSetHierarchy\)\.$/],
    ['a web page with a status', answerOf('<html>Not Found</html>', { status: 404 }), 'refused', /404/],
    ['an error with a status', answerOf(error('badVerb', 'No.').text, { status: 422 }), 'refused', /badVerb/],
  ]
  for (const [name, given, kind, words] of cases)
    test(name, () => assertTrouble(() => protocol.read(given, start), kind, words))

  test('the same token again', () => {
    assertTrouble(() => protocol.read(whole, { ...start, token: 't' }), 'garbled', /same page/)
  })
})

describe('recorded answers', { skip: noSamples }, () => {
  test('a page of a thousand records', () => {
    const cursor = { ...start, token: '496549|46001' }
    const page = protocol.read(answerOf(sampleText('arxiv/oai_arXivRaw_arxivsync_47001.xml')), cursor)
    assert.equal(page.next?.token, '496549|47001')
    const records = page.items.map((item) => item.read())
    assert.equal(records.length, 1_000)
    assert.equal(
      records.reduce((sum, { versions }) => sum + versions.length, 0),
      1_522,
    )
    assert.deepEqual(records.filter(({ doi }) => doi !== undefined).length, 573)
    assert.equal(records.filter(({ journalRef }) => journalRef !== undefined).length, 478)
    assert.equal(records.filter(({ withdrawn }) => withdrawn).length, 5)
    assert.ok(
      records.every(({ authors, published, categories }) => authors.length > 0 && published && categories[0]),
    )
    const names = records.flatMap(namesOf)
    assert.deepEqual(
      names.filter((name) => /[()\\;&]|\band\b|et al|^\W*$|\d/.test(name)),
      ['RBC and UKQCD Collaborations'],
    )
    const branes = records.find(({ id }) => id === '0801.3674')
    assert.ok(branes)
    assert.deepEqual(namesOf(branes), ['Robert H. Brandenberger', 'Keshav Dasgupta', 'Anne-Christine Davis'])
    assert.deepEqual(branes.categories, ['hep-th', 'astro-ph', 'gr-qc', 'hep-ph'])
    assert.deepEqual(
      [branes.published, branes.updated],
      ['2008-01-23T21:13:53.000Z', '2008-09-11T22:03:53.000Z'],
    )
    assert.deepEqual(branes.versions[3], { number: 4, at: '2008-09-11T22:03:53.000Z', size: '31kb' })
    assert.equal(branes.doi, '10.1103/physrevd.78.083502')
  })

  test('a record alone', () => {
    for (const name of ['arxivraw_1810.09584.xml', 'oai_arXivRaw_1810.09584.xml']) {
      const root = readXml(sampleText(`arxiv/${name}`))
      const [, , get] = root.children.filter((child) => typeof child !== 'string')
      const [element] = get?.children.filter((child) => typeof child !== 'string') ?? []
      assert.ok(element)
      const paper = recordOfOai(element)
      assert.deepEqual(namesOf(paper).at(-1), 'Édgar Roldán')
      assert.deepEqual([paper.id, paper.versions.length, paper.withdrawn], ['1810.09584', 2, false])
      assert.deepEqual(paper.categories, ['cond-mat.stat-mech', 'physics.bio-ph', 'physics.data-an'])
      assert.match(paper.licence ?? '', /nonexclusive-distrib/)
    }
  })

  test('a page in Dublin Core', () => {
    const page = protocol.read(answerOf(sampleText('arxiv/arxiv_multi_20230125.xml')), start)
    assert.equal(page.next?.token, '6460044|1001')
    const [first, , third] = page.items.map((item) => item.read())
    assert.ok(first && third)
    assert.deepEqual([first.id, first.published, first.doi], ['1009.1022', '2010-09-06', undefined])
    assert.match(first.journalRef ?? '', /^Houston Journal/)
    assert.deepEqual(
      [third.published, third.updated, third.doi],
      ['2014-12-03', '2023-01-23', '10.1112/jlms.12001'],
    )
    assert.deepEqual(namesOf(third), ['Anna Beliakova', 'Kazuo Habiro', 'Aaron D. Lauda', 'Ben Webster'])
    assert.match(third.comment ?? '', /^28 pages/)
  })

  test('records in Dublin Core', () => {
    const read = (name: string) => recordOfOai(readXml(sampleText(`arxiv/${name}`)))
    const tin = read('arxiv_0901_2443.xml')
    assert.deepEqual([namesOf(tin)[0], tin.authorCount, tin.categories], ['B. Özel', 9, ['nucl-ex']])
    const number = read('arxiv_math_0306266.xml')
    assert.deepEqual(
      [number.id, number.doi, number.categories],
      ['math/0306266', '10.1017/s0963548305006826', []],
    )
    assert.equal(read('arxiv_1711_04702.xml').authorCount, 5)
    const planets = read('arxiv_1711_05739.xml')
    assert.deepEqual([planets.categories, planets.updated], [['astro-ph'], '2017-11-15'])
  })
})

test('metadata in another form is no paper', () => {
  const other = readXml('<record><header/><metadata><marc/></metadata></record>')
  assert.throws(() => recordOfOai(other), Invalid)
})

test('no damage makes it throw anything but trouble', () => {
  const whole = list('<resumptionToken completeListSize="9">t</resumptionToken>').text
  fc.assert(
    fc.property(mutatedText(whole), (text) => {
      const page = unlessTrouble(() => protocol.read(answerOf(text), start))
      if (page) readAll(page.items)
    }),
    { numRuns: 500 },
  )
})
