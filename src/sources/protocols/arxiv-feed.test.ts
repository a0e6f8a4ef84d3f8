import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  assertTrouble,
  mutatedText,
  noSamples,
  readAll,
  sampleText,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { arxivFeedProtocol } from './arxiv-feed.ts'

const protocol = arxivFeedProtocol({ url: 'https://rss.example', categories: ['cs.AI', 'cs.CL'] })
const cursor = protocol.start({ since: '2026-03-04', until: '2026-03-04' })
const read = (text: string) => protocol.read(answerOf(text), cursor)

const heading = (id: string, kind: string) => `arXiv:${id} Announce Type: ${kind} \nAbstract: Text of ${id}.`

const entry = (
  id: string,
  kind: string,
  day = '2026-03-04',
) => `<entry><id>oai:arXiv.org:${id}</id><title>A title</title>
  <summary>${heading(id, kind)}</summary><category term="cs.AI"/><category term="cs.CL"/>
  <published>${day}T00:00:00-05:00</published><arxiv:announce_type>${kind}</arxiv:announce_type>
  <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><arxiv:DOI>10.1000/ONE</arxiv:DOI>
  <arxiv:journal_reference>J. Ex. 1</arxiv:journal_reference><dc:creator>Ada One (Lab), Bo Two</dc:creator></entry>`

const atom = (entries: string, updated = '2026-03-04T05:00:10.1+00:00') =>
  `<?xml version='1.0'?><feed xmlns="http://www.w3.org/2005/Atom"><title>cs.AI</title><updated>${updated}</updated>${entries}</feed>`

const item = (id: string, kind: string) => `<item><title>A title</title><link>https://arxiv.org/abs/x</link>
  <description>${heading(id, kind)}</description><guid isPermaLink="false">oai:arXiv.org:${id}</guid>
  <category>cs.AI</category><category>cs.CL</category><pubDate>Wed, 04 Mar 2026 00:00:00 -0500</pubDate>
  <arxiv:announce_type>${kind}</arxiv:announce_type><dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
  <arxiv:DOI>10.1000/ONE</arxiv:DOI><arxiv:journal_reference>J. Ex. 1</arxiv:journal_reference>
  <dc:creator>Ada One (Lab), Bo Two</dc:creator></item>`

const rss = (items: string) =>
  `<?xml version='1.0'?><rss version="2.0"><channel><title>cs.AI</title><pubDate>Wed, 04 Mar 2026 00:00:00 -0500</pubDate>${items}</channel></rss>`

describe('a daily feed', () => {
  test('is asked for once, with all categories', () => {
    assert.equal(protocol.ask(cursor).url, 'https://rss.example/atom/cs.AI+cs.CL')
    assert.deepEqual(protocol.unchanged?.(cursor), { items: [] })
  })

  test('says what is announced, in Atom as in RSS', () => {
    const kinds = ['new', 'cross', 'replace', 'replace-cross', 'absonly', 'constructor', '']
    const both = [atom, rss].map((feed, form) => {
      const entries = kinds.map((kind, at) => [entry, item][form]?.(`2603.0000${at + 1}v${at + 1}`, kind))
      return read(feed(entries.join('')))
    })
    const [inAtom, inRss] = both.map(({ items }) => readAll(items))
    assert.deepEqual(inAtom, inRss)
    for (const page of both) {
      assert.equal(page.doneThrough, '2026-03-04')
      assert.deepEqual(
        page.announcements?.map(({ paperId, day, kind }) => [paperId, day, kind]),
        [
          ['2603.00001', '2026-03-04', 'new'],
          ['2603.00002', '2026-03-04', 'cross'],
          ['2603.00003', '2026-03-04', 'replace'],
          ['2603.00004', '2026-03-04', 'replace-cross'],
          ['2603.00005', '2026-03-04', 'replace'],
        ],
      )
    }
  })

  test('knows the day of new papers, and no date of others', () => {
    const { records, bad } = readAll(
      read(atom(entry('2603.00001v1', 'new') + entry('cs/0112017v3', 'replace'))).items,
    )
    assert.deepEqual(bad, [])
    const [paper, replaced] = records
    assert.ok(paper && replaced)
    assert.equal(paper.abstract, 'Text of 2603.00001v1.')
    assert.deepEqual(paper.authors, [{ name: 'Ada One' }, { name: 'Bo Two' }])
    assert.deepEqual(
      [paper.categories, paper.doi, paper.journalRef],
      [['cs.AI', 'cs.CL'], '10.1000/one', 'J. Ex. 1'],
    )
    assert.deepEqual([paper.published, paper.versions], ['2026-03-04', [{ number: 1 }]])
    assert.match(paper.licence ?? '', /by\/4\.0/)
    assert.deepEqual(
      [replaced.id, replaced.published, replaced.updated],
      ['cs/0112017', '2001-12', undefined],
    )
    assert.deepEqual(replaced.versions, [{ number: 3 }])
  })

  test('keeps the day of a category that is older than the others', () => {
    const page = read(atom(entry('2603.00001v1', 'new') + entry('2603.00002v1', 'new', '2026-03-03')))
    assert.deepEqual(
      page.announcements?.map(({ day }) => day),
      ['2026-03-04', '2026-03-03'],
    )
  })

  test('is of the day that it was in New York', () => {
    assert.equal(read(atom(entry('2603.00001v1', 'new'), '2026-03-04T04:59:59Z')).doneThrough, '2026-03-03')
    assert.equal(read(atom(entry('2603.00001v1', 'new'), '2025-08-20T04:00:19Z')).doneThrough, '2025-08-20')
  })

  test('may be empty when nothing was announced', () => {
    const saturday = atom('', '2026-03-07T05:00:10Z')
    assert.deepEqual(read(saturday), { items: [], announcements: [], doneThrough: '2026-03-07' })
    assert.deepEqual(
      read(atom('')),
      { items: [], announcements: [] },
      'on a Wednesday it is worth asking again',
    )
  })
})

describe('what is no feed', () => {
  test('an error', () => {
    const error = atom('<subtitle>Bad query</subtitle>')
    assertTrouble(() => protocol.read(answerOf(error, { status: 400 }), cursor), 'refused', /400/)
  })

  test('other answers', () => {
    assertTrouble(() => read(''), 'garbled', /XML/)
    assertTrouble(() => read('<!DOCTYPE html><html></html>'), 'garbled', /XML/)
    assertTrouble(() => read('<html/>'), 'garbled', /neither Atom nor RSS/)
    assertTrouble(() => read('<rss/>'), 'garbled', /neither Atom nor RSS/)
    assertTrouble(() => read(atom('', 'today')), 'garbled', /which day/)
    assertTrouble(() => read(atom('', '+275760-09-13T00:00:00Z')), 'garbled', /which day/)
  })

  test('no damage makes it throw anything but trouble', () => {
    const feeds = [atom(entry('2603.00001v1', 'new')), rss(item('2603.00001v1', 'cross'))]
    fc.assert(
      fc.property(fc.oneof(...feeds.map(mutatedText)), (text) => {
        const page = unlessTrouble(() => read(text))
        if (page) readAll(page.items)
      }),
      { numRuns: 500 },
    )
  })
})

test('a recorded feed', { skip: noSamples }, () => {
  const page = read(sampleText('arxiv/atom_cs.AI_2025-08-20.xml'))
  const { records, bad } = readAll(page.items)
  assert.deepEqual(bad, [])
  assert.deepEqual([page.doneThrough, records.length], ['2025-08-20', page.announcements?.length])
  assert.deepEqual(page.announcements?.at(0), { paperId: '2508.13426', day: '2025-08-20', kind: 'cross' })
  assert.deepEqual(page.announcements?.at(-1), { paperId: '2508.14002', day: '2025-08-20', kind: 'new' })
  const [first] = records
  assert.deepEqual([first?.authorCount, first?.published], [3, '2025-08'])
  assert.match(first?.abstract ?? '', /^As large language models/)
  assert.deepEqual(
    [records.at(-1)?.published, records.at(-1)?.categories],
    ['2025-08-20', ['cs.AI', 'cs.MA']],
  )
})
