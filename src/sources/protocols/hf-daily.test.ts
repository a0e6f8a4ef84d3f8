import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  assertTrouble,
  jsonAnswer,
  mutatedJson,
  noSamples,
  readAll,
  sampleNames,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { type HfDailyCursor, hfDailyProtocol } from './hf-daily.ts'
import { askForHfPaper, readHfPaper, readHfSearch } from './hf-paper.ts'

const url = 'https://hf.example'
const protocol = hfDailyProtocol({ url })
/** Wednesday to Tuesday. */
const range = { since: '2026-03-04', until: '2026-03-10' }
const start = protocol.start(range)

const paper = (number: number) => ({
  id: `2603.${String(number).padStart(5, '0')}`,
  authors: [{ name: 'Ada One' }],
  title: 'A title',
  summary: 'Text.',
  publishedAt: '2026-03-02T17:00:00.000Z',
  upvotes: 7,
})

const list = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    paper: paper(from + at),
    publishedAt: '2026-03-02T12:00:00.000Z',
    title: 'A title',
    numComments: 2,
  }))

const nextOf = (page: { next?: HfDailyCursor }): HfDailyCursor => {
  assert.ok(page.next)
  return page.next
}

describe('a harvest of daily lists', () => {
  test('goes from day to day and leaves weekends out', () => {
    const days: string[] = []
    const done: (string | undefined)[] = []
    for (let cursor: HfDailyCursor | undefined = start; cursor; ) {
      assert.equal(protocol.ask(cursor).url, `${url}/api/daily_papers?date=${cursor.day}&limit=100&p=0`)
      const page = protocol.read(jsonAnswer(list(1, 3)), cursor)
      days.push(cursor.day)
      done.push(page.doneThrough)
      cursor = page.next
    }
    assert.deepEqual(days, ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10'])
    assert.deepEqual(done, ['2026-03-04', '2026-03-05', '2026-03-08', '2026-03-09', '2026-03-09'])
  })

  test('begins and ends at weekends', () => {
    const weekend = protocol.start({ since: '2026-03-07', until: '2026-03-08' })
    assert.equal(weekend.day, '2026-03-07')
    assert.deepEqual(protocol.read(jsonAnswer([]), weekend), { items: [], doneThrough: '2026-03-07' })
    assert.equal(protocol.start({ since: '2026-03-07', until: '2026-03-09' }).day, '2026-03-09')
    const friday = protocol.start({ since: '2026-03-06', until: '2026-03-08' })
    assert.deepEqual(protocol.read(jsonAnswer([]), friday), { items: [], doneThrough: '2026-03-07' })
  })

  test('keeps each paper’s place, votes and own date', () => {
    const { records, bad } = readAll(
      protocol.read(jsonAnswer([...list(1, 2), { paper: null }, ...list(3, 1)]), start).items,
    )
    assert.equal(bad.length, 1)
    assert.deepEqual(
      records.map(({ entries: [entry] }) => [entry?.day, entry?.place, entry?.recordedVotes]),
      [
        ['2026-03-04', 0, 7],
        ['2026-03-04', 1, 7],
        ['2026-03-04', 3, 7],
      ],
    )
    assert.deepEqual([records[0]?.published, records[0]?.recordedComments], ['2026-03-02T17:00:00.000Z', 2])
  })

  test('goes on where a day has more than a hundred papers', () => {
    const first = protocol.read(jsonAnswer(list(1, 100)), start)
    assert.deepEqual([first.items.length, first.doneThrough, nextOf(first).page], [100, undefined, 1])
    const second = protocol.read(jsonAnswer(list(101, 4)), nextOf(first))
    assert.deepEqual(
      second.items.map((item) => item.read().entries[0]?.place),
      [100, 101, 102, 103],
    )
    assert.deepEqual(
      [nextOf(second).day, nextOf(second).page, nextOf(second).before],
      ['2026-03-05', 0, undefined],
    )
    const exact = protocol.read(jsonAnswer([]), nextOf(first))
    assert.deepEqual([exact.items, nextOf(exact).day], [[], '2026-03-05'])
    assertTrouble(() => protocol.read(jsonAnswer(list(1, 100)), nextOf(first)), 'garbled', /same page/)
    assertTrouble(() => protocol.read(jsonAnswer(list(1, 100)), { ...start, page: 50 }), 'garbled', /no end/)
    assert.equal(nextOf(protocol.read(jsonAnswer(list(1, 140)), start)).day, '2026-03-05', 'all at once')
  })

  test('takes a refusal of a day that has not begun for the end', () => {
    const refusal = (status: number, date?: string) =>
      answerOf('{"error":"Invalid date"}', { status, headers: date === undefined ? {} : { date } })
    for (const status of [400, 404]) {
      assert.deepEqual(protocol.read(refusal(status), start), { items: [] })
      assert.deepEqual(protocol.read(refusal(status, 'Tue, 03 Mar 2026 23:00:00 GMT'), start), { items: [] })
      const late = refusal(status, 'Thu, 05 Mar 2026 01:00:00 GMT')
      assertTrouble(() => protocol.read(late, start), 'refused', /Invalid date/)
    }
  })
})

describe('what is no list', () => {
  test('other answers', () => {
    assertTrouble(() => protocol.read(answerOf(''), start), 'garbled', /nothing/)
    assertTrouble(() => protocol.read(answerOf('<html></html>'), start), 'garbled', /web page/)
    assertTrouble(() => protocol.read(jsonAnswer({ error: 'No' }), start), 'garbled', /no list/)
    assertTrouble(() => protocol.read(answerOf('<html></html>', { status: 404 }), start), 'refused', /404/)
  })

  test('no damage makes it throw anything but trouble', () => {
    fc.assert(
      fc.property(mutatedJson(list(1, 2)), (text) => {
        const page = unlessTrouble(() => protocol.read(answerOf(text), start))
        if (page) readAll(page.items)
        const found = unlessTrouble(() => readHfSearch(answerOf(text)))
        if (found) readAll(found)
        unlessTrouble(() => readHfPaper(answerOf(text)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a paper', () => {
  test('is asked for by its id', () => {
    assert.equal(askForHfPaper(url, '2603.00001').url, `${url}/api/papers/2603.00001`)
  })

  test('is told of without a list', () => {
    const record = readHfPaper(jsonAnswer({ ...paper(1), githubRepo: 'https://example.org/code' }))
    assert.deepEqual([record?.id, record?.recordedVotes, record?.entries], ['2603.00001', 7, []])
    assert.deepEqual(record?.links, [{ kind: 'code', url: 'https://example.org/code' }])
  })

  test('may be unknown', () => {
    assert.equal(readHfPaper(jsonAnswer({ error: 'Paper not found.' }, 404)), null)
    assertTrouble(() => readHfPaper(answerOf('<html></html>', { status: 404 })), 'refused', /404/)
    assertTrouble(() => readHfPaper(jsonAnswer({ error: 'No.' }, 403)), 'refused', /“No”/)
  })
})

describe('recorded answers', { skip: noSamples }, () => {
  const sample = (name: string) => answerOf(sampleText(`hf/${name}`))
  const counts: Record<string, number> = {
    '2024-05-27': 13,
    '2024-06-13': 21,
    '2024-08-01': 11,
    '2025-01-21': 1,
    '2025-03-10': 13,
    '2025-03-11': 26,
    '2025-05-22': 27,
    '2025-09-30': 50,
    '2025-10-27': 21,
    '2025-10-28': 23,
    '2025-10-29': 24,
    '2025-10-30': 20,
    '2025-10-31': 19,
    '2026-01-23': 18,
    '2026-03-12': 19,
    '2026-06-03': 23,
    '2026-08-21': 17,
  }

  test('all lists', () => {
    assert.deepEqual(
      sampleNames('hf/daily'),
      Object.keys(counts).map((day) => `${day}.json`),
    )
    for (const [day, count] of Object.entries(counts)) {
      const cursor = protocol.start({ since: day, until: day })
      const page = protocol.read(sample(`daily/${day}.json`), cursor)
      const { records, bad } = readAll(page.items)
      assert.deepEqual(
        [records.length, bad, page.next, page.doneThrough],
        [count, [], undefined, undefined],
        day,
      )
      assert.ok(records.every(({ entries }) => entries[0]?.day === day))
      const votes = records.map(({ recordedVotes }) => recordedVotes)
      assert.deepEqual(
        votes,
        votes.toSorted((a, b) => b - a),
        day,
      )
    }
  })

  test('results of searches', () => {
    const [llama, kazakh] = ['paper_2407.21783.json', 'papers_search_kazakh.json'].map((name) =>
      readAll(readHfSearch(sample(name))),
    )
    assert.deepEqual([llama?.records.length, llama?.bad, llama?.records[0]?.id], [11, [], '2407.21783'])
    assert.ok((llama?.records[0]?.authorCount ?? 0) > 500)
    assert.deepEqual([kazakh?.records.length, kazakh?.bad, kazakh?.records[0]?.id], [9, [], '2404.04487'])
    assert.equal(kazakh?.records[0]?.published, '2024-04-06T03:40:36.000Z', 'not the shifted time beside it')
  })

  test('a paper that is unknown, and one of which a part was kept', () => {
    assert.equal(readHfPaper(answerOf(sampleText('hf/api_papers_404.json'), { status: 404 })), null)
    assert.throws(() => readHfPaper(sample('api_paper_linked_excerpt.json')), /The title is missing\./)
  })

  test('the keys that were ever seen', () => {
    const paths = sampleText('hf/daily_papers_schema_observed.txt')
    for (const key of [
      'paper.submittedOnDailyAt',
      'paper.ai_summary_model',
      'organization._id',
      'numComments',
    ])
      assert.ok(paths.includes(`.${key} `), key)
  })
})
