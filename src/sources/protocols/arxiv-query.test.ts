import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  answerOfHttp,
  assertTrouble,
  mutatedText,
  noSamples,
  readAll,
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { type ArxivQueryCursor, arxivQueryProtocol, askForIds, readEntries } from './arxiv-query.ts'

const url = 'https://export.example/api/query'
const protocol = arxivQueryProtocol({ url, categories: ['cs.AI', 'hep-th'] })
const start = protocol.start({ since: '2026-03-01', until: '2026-03-10' })

const entry = (id: string, inside = '') =>
  `<entry><id>http://arxiv.org/abs/${id}</id><title>A title</title><updated>2026-03-03T04:05:06Z</updated><summary>Text.</summary><published>2026-03-02T03:04:05Z</published><author><name>Ada One</name></author>${inside}</entry>`

const entries = (count: number) =>
  Array.from({ length: count }, (_, at) => entry(`2603.${String(at + 1).padStart(5, '0')}v2`)).join('')

const feed = (total: number, inside: string, updated = '2026-03-12T01:02:03Z') =>
  answerOf(
    `<?xml version='1.0'?>\n<feed xmlns:opensearch="x"><title>arXiv Query</title><updated>${updated}</updated><opensearch:totalResults>${total}</opensearch:totalResults>${inside}</feed>`,
  )

const error =
  '<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>start must be a number</summary></entry>'

const asked = (cursor: ArxivQueryCursor) => Object.fromEntries(new URL(protocol.ask(cursor).url).searchParams)

function nextOf(page: { next?: ArxivQueryCursor }): ArxivQueryCursor {
  assert.ok(page.next)
  return page.next
}

describe('a harvest of the query interface', () => {
  test('asks by day of submission', () => {
    assert.deepEqual(asked(start), {
      search_query:
        '(cat:cs.AI OR cat:hep-th OR cat:hep-th.*) AND submittedDate:[202603010000 TO 202603102359]',
      sortBy: 'submittedDate',
      sortOrder: 'ascending',
      start: '0',
      max_results: '500',
    })
    const all = arxivQueryProtocol({ url, categories: [] })
    assert.equal(
      new URL(all.ask(start).url).searchParams.get('search_query')?.startsWith('submittedDate:'),
      true,
    )
  })

  test('goes on by places', () => {
    const first = protocol.read(feed(501, entries(500)), start)
    assert.deepEqual([first.items.length, first.total, nextOf(first).at], [500, 501, 500])
    const last = protocol.read(feed(501, entries(1)), nextOf(first))
    assert.deepEqual([last.items.length, last.next, last.doneThrough], [1, undefined, '2026-03-10'])
    const twice = protocol.read(feed(900, entries(503)), start)
    assert.equal(nextOf(twice).at, 500, 'papers that stand in it twice move nothing on')
  })

  test('may find nothing', () => {
    assert.deepEqual(protocol.read(feed(0, ''), start), { items: [], total: 0, doneThrough: '2026-03-10' })
  })

  test('counts on no more than it was over', () => {
    assert.equal(protocol.read(feed(0, '', '2026-03-05T23:00:00Z'), start).doneThrough, '2026-03-04')
    assert.equal(protocol.read(feed(0, '', '2026-03-01T23:00:00Z'), start).doneThrough, undefined)
  })

  test('halves its days where there are too many papers', () => {
    const half = nextOf(protocol.read(feed(30_001, entries(500)), start))
    assert.deepEqual([half.from, half.to, half.at], ['2026-03-01', '2026-03-05', 0])
    const second = nextOf(protocol.read(feed(2, entries(2)), half))
    assert.deepEqual([second.from, second.to], ['2026-03-06', '2026-03-10'])
    assert.equal(protocol.read(feed(2, entries(2)), second).next, undefined)
    const day = { ...start, to: '2026-03-01' }
    assertTrouble(() => protocol.read(feed(30_001, entries(500)), day), 'refused', /2026-03-01 has more/)
    const late = protocol.read(feed(40_000, entries(500)), { ...start, at: 29_500 })
    assert.deepEqual([late.startsOver, late.items, nextOf(late).to], [true, [], '2026-03-05'])
  })
})

describe('what is no page of results', () => {
  const cases: [string, ReturnType<typeof answerOf>, 'garbled' | 'refused', RegExp][] = [
    ['an empty answer', answerOf(''), 'garbled', /XML/],
    ['a web page', answerOf('<!DOCTYPE html><html><body>Sorry</body></html>'), 'garbled', /XML/],
    ['XML of another kind', answerOf('<html/>'), 'garbled', /no feed/],
    ['an error', feed(1, error), 'refused', /It says: “start must be a number”\.$/],
    ['a web page with a status', answerOf('<html>No</html>', { status: 404 }), 'refused', /404/],
    ['a feed with a status', { ...feed(0, ''), status: 400 }, 'refused', /400/],
    ['no papers where there must be some', feed(7, ''), 'garbled', /without the papers/],
    ['no total', answerOf('<feed><updated>2026-03-12T01:02:03Z</updated></feed>'), 'garbled', /number/],
    ['no time', feed(0, '', 'soon'), 'garbled', /time/],
    ['an impossible time', feed(0, '', '+275760-09-13T00:00:00Z'), 'garbled', /time/],
  ]
  for (const [name, given, kind, words] of cases)
    test(name, () => assertTrouble(() => protocol.read(given, start), kind, words))

  test('no damage makes it throw anything but trouble', () => {
    const whole = feed(
      2,
      entry('2603.00001v2', '<primary_category term="cs.AI"/>') + entry('cs/0112017'),
    ).text
    fc.assert(
      fc.property(mutatedText(whole), (text) => {
        const page = unlessTrouble(() => protocol.read(answerOf(text), start))
        if (page) readAll(page.items)
      }),
      { numRuns: 500 },
    )
  })
})

test('papers are asked for by their ids', () => {
  const { searchParams } = new URL(askForIds(url, ['2603.00001', 'cs/0112017']).url)
  assert.deepEqual(
    [searchParams.get('id_list'), searchParams.get('max_results')],
    ['2603.00001,cs/0112017', '2'],
  )
})

test('a paper titled “Error” is a paper', () => {
  const { records } = readAll(readEntries(feed(1, entry('2603.00001v1').replace('A title', 'Error'))))
  assert.equal(records[0]?.title, 'Error')
})

test('an entry says what it knows of its paper', () => {
  const inside =
    '<arxiv:primary_category term="cs.LG"/><category term="cs.AI"/><category term="cs.LG"/><category term="68T50"/><arxiv:comment>12 pages</arxiv:comment><arxiv:doi>10.1000/ONE</arxiv:doi><arxiv:journal_ref>J. Ex.</arxiv:journal_ref>'
  const [paper] = readAll(readEntries(feed(1, entry('2603.00001v3', inside)))).records
  assert.ok(paper)
  assert.deepEqual(paper.categories, ['cs.LG', 'cs.AI'])
  assert.deepEqual([paper.comment, paper.doi, paper.journalRef], ['12 pages', '10.1000/one', 'J. Ex.'])
  assert.deepEqual(paper.versions, [
    { number: 1, at: '2026-03-02T03:04:05.000Z' },
    { number: 3, at: '2026-03-03T04:05:06.000Z' },
  ])
  assert.deepEqual([paper.published, paper.updated], ['2026-03-02T03:04:05.000Z', '2026-03-03T04:05:06.000Z'])
})

describe('recorded answers', { skip: noSamples }, () => {
  interface Recorded {
    status_code: number
    body: string
  }
  const recorded = (name: string) => {
    const { status_code: status, body } = JSON.parse(sampleText(`arxiv/api/${name}`)) as Recorded
    return answerOf(body, { status })
  }
  const names = noSamples ? [] : sampleNames('arxiv/api')
  const named = (beginning: string) => recorded(names.find((name) => name.startsWith(beginning)) ?? '')
  const idsIn = (beginning: string) => readAll(readEntries(named(beginning))).records.map(({ id }) => id)

  test('are read whole', () => {
    assert.equal(names.length, 20)
    for (const name of names.filter((one) => !one.startsWith('id_abc'))) {
      const { records, bad } = readAll(readEntries(recorded(name)))
      assert.deepEqual(bad, [], name)
      const most = Number(/_m(\d+)_/.exec(name)?.[1])
      if (name.startsWith('q_')) assert.equal(records.length, most, name)
      for (const { authors, categories, published } of records) {
        assert.ok(authors.length > 0 && categories.length > 0, name)
        assert.match(published ?? '', /^\d{4}-\d\d-\d\dT.*\.000Z$/)
      }
    }
  })

  test('name the papers that were asked for', () => {
    assert.deepEqual(idsIn('id_0000.0000'), [])
    assert.deepEqual(idsIn('id_0808.05394_s0'), [])
    assert.deepEqual(idsIn('id_0808.05394_1707'), ['1707.08567'])
    assert.deepEqual(idsIn('id_astro-ph_0601001'), ['astro-ph/0601001'])
    assert.deepEqual(idsIn('id_quant-ph_0201082v1'), ['quant-ph/0201082'])
    assert.deepEqual(idsIn('id_2104.12255v1'), ['2104.12255'])
    assert.deepEqual(idsIn('id_1605.08386'), ['1605.08386'])
    assert.equal(readAll(readEntries(named('id_1707.08567_'))).records[0]?.categories[0], 'cs.IT')
  })

  test('refuse what is no id', () => {
    assertTrouble(() => readEntries(named('id_abc')), 'refused', /“incorrect id format for abc”/)
  })

  test('a newer feed', () => {
    const [paper] = readAll(
      readEntries(answerOf(sampleText('arxiv/atom_2609.04658_2026-09-08.excerpt.xml'))),
    ).records
    assert.deepEqual(
      [paper?.id, paper?.authorCount, paper?.categories],
      ['2609.04658', 3, ['cs.IR', 'q-bio.GN']],
    )
    assert.deepEqual(paper?.versions, [{ number: 1, at: '2026-09-04T02:40:47.000Z' }])
  })

  test('being asked too often', () => {
    const answer = answerOfHttp(sampleText('arxiv/429_export_2026-09-15.http'))
    assert.equal(answer.status, 429)
    assertTrouble(() => readEntries(answer), 'busy', /Rate exceeded/)
  })
})
