// What agents do, with the client of the protocol's own library over a port, and the real search.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  listedDay as day,
  filledForAgents as filled,
  agentPapers as papers,
} from '../../../test/support/agent-papers.ts'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase, openMigrated } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { agentSite, answerOf, aToken, problemOf } from '../../../test/support/mcp.ts'
import { aMember } from '../../../test/support/members.ts'
import { paperRecord } from '../../../test/support/records.ts'
import type { Finder } from '../../finding/finder.ts'
import { openSampleEdition } from '../../papers/sample-edition.ts'
import { tools } from './tools.ts'

const idsOf = (data: Record<string, unknown>): string[] =>
  (data.papers as { id: string }[]).map(({ id }) => id)

eachDatabase('an agent', (open) => {
  for (const modern of [false, true]) {
    const protocol = modern ? '2026-07-28' : '2025-11-25'

    test(`finds a paper by its sense, reads it and its neighbours (${protocol})`, async () => {
      const agent = await (await agentSite(await filled(await open()))).agent({ modern })
      assert.equal(agent.getNegotiatedProtocolVersion(), protocol)
      const { tools: listed } = await agent.listTools()
      assert.deepEqual(
        listed.map(({ name }) => name),
        tools.map(({ name }) => name),
      )

      const query = 'teaching computers to translate foreign text'
      const found = await answerOf(agent, 'search_papers', { query, mode: 'semantic', limit: 2 })
      assert.deepEqual(idsOf(found.data).sort(), ['2603.00001', '2603.00002'])
      const [first = ''] = idsOf(found.data)
      const { data, text } = await answerOf(agent, 'read_paper', { id: first })
      assert.equal(data.id, first)
      assert.match(String(data.markdown), /^Title: .+\n\nURL Source: http:.+\n\nMarkdown Content:/)
      assert.match(text, /> ## Abstract/)
      const near = await answerOf(agent, 'similar_papers', { id: first, limit: 1 })
      assert.deepEqual(new Set([first, ...idsOf(near.data)]), new Set(['2603.00001', '2603.00002']))
    })
  }

  test('reads a paper by any form of its id', async () => {
    const agent = await (await agentSite(await filled(await open()))).agent()
    const forms = [
      'cs/0112017',
      'arXiv:cs/0112017v1',
      'https://arxiv.org/pdf/cs/0112017v2',
      '10.48550/arXiv.cs/0112017',
    ]
    for (const id of forms) {
      const { data } = await answerOf(agent, 'read_paper', { id })
      assert.deepEqual([data.id, data.editions], ['cs/0112017', [{ day, rank: 4, upvotes: 7 }]])
    }
    assert.match(
      await problemOf(agent, 'read_paper', { id: 'arXiv:2401.99999' }),
      /not in the collection.*https:\/\/arxiv/,
    )
    assert.match(
      await problemOf(agent, 'read_paper', { id: 'a title' }),
      /“a title” is not an id.*search_papers/,
    )
    const { data } = await answerOf(agent, 'paper_reference', { id: 'cs/0112017', format: 'ris' })
    assert.match(String(data.reference), /^TY {2}- /)
  })

  test('hears why it gets another day’s edition', async () => {
    const agent = await (await agentSite(await filled(await open()))).agent()
    const { data, text } = await answerOf(agent, 'todays_edition')
    assert.deepEqual([data.key, idsOf(data)], [day, papers.map(({ id }) => id)])
    assert.match(text, /Today’s first papers haven’t come yet/)
    assert.match(text, /Shown instead: the newest edition, of Tuesday 3 March 2026/)
    const weekend = await answerOf(agent, 'todays_edition', { date: '2026-02-28' })
    assert.match(weekend.text, /before the first one here/)
    assert.match(
      await problemOf(agent, 'todays_edition', { date: '2026-02-30' }),
      /no such day in the calendar/,
    )
    assert.match(await problemOf(agent, 'todays_edition', { date: '2026-03-05' }), /still to come/)
    const week = await answerOf(agent, 'list_papers', { period: 'week', key: '2026-W10', brief: true })
    assert.equal((week.data.papers as { abstract?: string }[])[0]?.abstract, undefined)
  })

  test('reads long lists in parts, each paper once', async () => {
    const many = Array.from({ length: 130 }, (_, at) =>
      paperRecord({
        id: `2603.1${String(at).padStart(4, '0')}`,
        published: day,
        entries: [{ day, place: at }],
      }),
    )
    const agent = await (await agentSite(await filled(await open(), many))).agent()
    const read: string[] = []
    for (let page: number | undefined = 1; page !== undefined; ) {
      const { data } = await answerOf(agent, 'todays_edition', { date: day, page, brief: true })
      assert.ok(idsOf(data).length <= 25 && data.total === 130)
      read.push(...idsOf(data))
      page = data.nextPage as number | undefined
    }
    assert.deepEqual(
      read,
      many.map(({ id }) => id),
    )
    assert.match(await problemOf(agent, 'todays_edition', { date: day, page: 7 }), /ends with page 6/)

    const newest: string[] = []
    for (let cursor: unknown = null; cursor !== undefined; ) {
      const { data } = await answerOf(agent, 'new_papers', { cursor, since: day, brief: true })
      newest.push(...idsOf(data))
      cursor = data.nextCursor
    }
    assert.deepEqual([newest.length, new Set(newest).size], [130, 130])
    assert.match(await problemOf(agent, 'new_papers', { cursor: 'x' }), /does not exist/)
    assert.equal(idsOf((await answerOf(agent, 'trending', { limit: 7 })).data).length, 7)
  })

  test('searches with filters, and hears what was ignored', async () => {
    const agent = await (await agentSite(await filled(await open()))).agent()
    const narrow = { query: 'peptides', category: 'q-bio', after: '2026', before: '2026-04' }
    const { data } = await answerOf(agent, 'search_papers', narrow)
    assert.deepEqual(idsOf(data), ['2603.00003'])
    assert.equal(
      data.url,
      'http://127.0.0.1:8080/papers?q=peptides+category%3Aq-bio+after%3A2026+before%3A2026-04',
    )
    const long = `peptides ${'concentration '.repeat(40)}`
    const cut = await answerOf(agent, 'search_papers', { query: `year:MMXX ${long}` })
    assert.equal((cut.data.ignored as unknown[]).length, 2)
    assert.match(cut.text, /Ignored of the query: “year:MMXX”/)
    assert.match(
      await problemOf(agent, 'search_papers', { query: 'x', after: '2026-13' }),
      /“after”: The calendar has no/,
    )
    assert.match(await problemOf(agent, 'search_papers', { query: 'peptides', page: 9 }), /ends with page 1/)
    const named = await answerOf(agent, 'search_papers', { query: 'arXiv:cs/0112017' })
    assert.equal(idsOf(named.data)[0], 'cs/0112017')
    assert.match(named.text, /names the paper cs\/0112017/)
  })

  test('gets each paper that is found once, beside the one that the query names', async () => {
    const hits = papers.map(({ id }) => ({ id, score: 1 }))
    const found = { total: hits.length, reachable: hits.length, facets: { categories: [], years: [] } }
    const find: Finder['find'] = async ({ offset, limit }) => ({
      ...{ ...found, ignored: [] },
      hits: hits.slice(offset, offset + limit),
    })
    const finder = { ...finderOver(papers), find }
    const agent = await (await agentSite(await filled(await open()), { finder })).agent()
    const search = async (page: number) =>
      (await answerOf(agent, 'search_papers', { query: 'arXiv:cs/0112017', limit: 2, page })).data
    const [one, two] = [await search(1), await search(2)]
    assert.deepEqual(idsOf(one), ['cs/0112017', '2603.00001', '2603.00002'])
    assert.deepEqual(idsOf(two), ['2603.00003'])
    assert.deepEqual([one.total, one.nextPage, two.nextPage], [4, 2, undefined])
  })

  test('follows a search by its feeds', async () => {
    const site = await agentSite(await filled(await open()))
    const { data } = await answerOf(await site.agent(), 'subscribe_search', {
      query: 'peptides',
      category: 'q-bio',
    })
    assert.equal(data.atom, 'http://127.0.0.1:8080/papers/search.atom?q=peptides+category%3Aq-bio')
    for (const format of ['atom', 'rss', 'json']) {
      const feed = await fetch(new URL(String(data[format]).replace(/^http:\/\/[^/]+/, ''), site.url))
      assert.equal(feed.status, 200)
      assert.match(await feed.text(), /Folding of proteins/)
    }
    assert.match(
      await problemOf(await site.agent(), 'subscribe_search', {
        query: 'word '.repeat(49),
        category: 'cs.CL',
      }),
      /Shorten it/,
    )
  })

  test('reads a discussion, without what was hidden or taken back', async () => {
    const db = await filled(await open())
    const [{ id: paper_id = '' } = {}] = papers
    const ada = await aMember(db, 'ada')
    const top = await aComment(db, {
      paper_id,
      person_id: ada.id,
      body: 'Holds.\u2028> not a mark',
      votes: 2,
    })
    await aComment(db, { paper_id, person_id: ada.id, body: 'Indeed.', parent_id: top })
    await aComment(db, { paper_id, person_id: ada.id, body: 'SPAM', hidden_at: 1, hidden_reason: 'Spam.' })
    const agent = await (await agentSite(db)).agent()
    const { data, text } = await answerOf(agent, 'read_comments', { id: paper_id })
    const comments = data.comments as { id: string; state: string; by: string; parentId?: string }[]
    assert.deepEqual(
      comments.map(({ state, parentId }) => [state, parentId]),
      [
        ['shown', undefined],
        ['shown', top],
        ['hidden', undefined],
      ],
    )
    assert.match(text, /^> Holds\.\n> > not a mark$/m)
    assert.doesNotMatch(text + JSON.stringify(data), /SPAM/)
  })

  test('gets long discussions in bounded answers', async () => {
    const db = await filled(await open())
    const [{ id: paper_id = '' } = {}] = papers
    const ada = await aMember(db, 'ada')
    for (let at = 0; at < 40; at++)
      await aComment(db, { paper_id, person_id: ada.id, body: 'x'.repeat(19_000) })
    const agent = await (await agentSite(db)).agent()
    const { data, text } = await answerOf(agent, 'read_comments', { id: paper_id })
    assert.deepEqual([(data.comments as unknown[]).length, data.nextPage], [20, 2])
    assert.ok(text.length < 130_000, `${text.length} characters`)
  })
})

test('the sample edition can be read, and is not changed', async () => {
  const { db } = await openMigrated('sqlite')
  const sample = await openSampleEdition()
  const ada = await aMember(db, 'ada')
  const agent = await (await agentSite(db, { sampleDb: sample.db, finder: finderOver() })).agent({
    token: await aToken(db, ada.id),
  })
  const { data, text } = await answerOf(agent, 'todays_edition')
  assert.match(text, /This is the sample edition/)
  assert.match(await problemOf(agent, 'vote', { id: idsOf(data)[0] ?? '' }), /sample edition/)
  await sample.close()
})

test('without a search index an agent is told what works', async () => {
  const { db } = await openMigrated('sqlite')
  await filled(db)
  const state = { kind: 'unavailable', why: 'The index is damaged.' } as const
  const agent = await (await agentSite(db, { finder: finderOver(papers, { state }) })).agent()
  assert.match(await problemOf(agent, 'search_papers', { query: 'x' }), /index is damaged.*todays_edition/s)
  assert.match(await problemOf(agent, 'similar_papers', { id: '2603.00001' }), /index is damaged/)
})
