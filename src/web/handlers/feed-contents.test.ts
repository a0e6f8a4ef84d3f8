// Feeds of searches, discussions and people, and how they are found.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aSiteWithFeeds, askForFeed, readFeed } from '../../../test/support/feeds.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { feedFormats, feedTypes } from '../feeds/feed.ts'
import { routes } from '../routes.ts'

const undated = { published: null, published_at: null }

eachDatabase('feeds', (open) => {
  test('of a search find what is asked for: words, ids, addresses', async () => {
    const site = await aSiteWithFeeds(await open())
    const newest = await readFeed(site, '/papers/search.atom?q=paper')
    assert.deepEqual(newest.ids.slice(0, 3).toSorted(), ['2601.00001', '2601.00002', '2601.00003'])
    assert.match(newest.title, /paper/)
    const byVotes = await readFeed(site, '/papers/search.atom?q=paper&sort=upvotes')
    assert.match(byVotes.ids[0] ?? '', /3$/)
    assert.match(byVotes.links.self ?? '', /sort=upvotes/)
    for (const q of ['2602.00002', 'https://arxiv.org/abs/2602.00002v2', 'arXiv:2602.00002'])
      assert.deepEqual((await readFeed(site, `/papers/search.atom?q=${encodeURIComponent(q)}`)).ids, [
        '2602.00002',
      ])
    const away = siteOver(await open(), {
      finder: finderOver([], { state: { kind: 'unavailable', why: 'x' } }),
    })
    const answer = await askForFeed(away, '/papers/search.atom?q=x')
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '60'])
  })

  test('of a discussion have what can be read, and say what answers what', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const { id: person_id } = await aMember(db, 'eve')
    const said = { paper_id: '2601.00001', person_id }
    const at = Date.parse(noon)
    const first = await aComment(db, {
      ...said,
      body: 'First *of* $x^2$, see @ada, @nobody & arXiv:2601.00002',
      created_at: at - 9_000,
    })
    const reply = await aComment(db, {
      ...said,
      body: 'Reply',
      parent_id: first,
      created_at: at - 5_000,
      edited_at: at - 1_000,
    })
    await aComment(db, { ...said, body: 'HIDDEN', hidden_at: at, hidden_reason: 'x' })
    await aComment(db, { ...said, body: 'GONE', deleted_at: at })
    for (const list of ['/papers/2601.00001/comments', '/@eve']) {
      const feed = await readFeed(site, `${list}.atom`)
      assert.deepEqual(feed.ids, [reply, first], list)
      assert.doesNotMatch(feed.text, /HIDDEN|GONE/)
      assert.match(feed.text, new RegExp(`<thr:in-reply-to ref="tag:127.0.0.1,2026:comment/${first}"`))
      assert.match(feed.text, /<updated>2026-03-04T11:59:59Z<\/updated><published>2026-03-04T11:59:55Z/)
      assert.match(feed.text, /&lt;em&gt;of&lt;\/em&gt; \$x\^2\$/)
      assert.match(feed.text, /href="http:\/\/127\.0\.0\.1:8080\/@ada"/)
      assert.doesNotMatch(feed.text, /\/@nobody/)
      assert.match(feed.text, /<uri>http:\/\/127\.0\.0\.1:8080\/@eve<\/uri>/)
    }
  })

  test('of a person have what they submitted, wrote and said, newest first', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const eve = await aMember(db, 'eve')
    const entry = { day: '2026-03-03', place: 7, enteredAt: '2026-03-03T08:00:00.000Z' }
    await fill(db, [
      paperRecord({
        id: '2603.00001',
        entries: [
          { ...entry, submittedBy: { id: eve.id, name: 'eve' } },
          // Somebody else lists it again.
          { ...entry, day: '2026-03-04', enteredAt: '2026-03-04T09:00:00.000Z' },
        ],
      }),
      paperRecord({ id: '2603.00002', published: '2026-03-01' }),
      paperRecord({ id: '2603.00003', published: '2026-03-02' }),
    ])
    const claim = { author_name: 'Eve', person_id: eve.id, evidence: 'x', reason: null, decided_by: null }
    const times = { created_at: 1, decided_at: 1 }
    for (const [id, shown] of [
      ['2603.00002', 1],
      ['2603.00003', 0],
    ] as const) {
      const row = { id: id.padEnd(24, '0'), paper_id: id, state: 'approved', shown, ...claim, ...times }
      await db.insertInto('claim').values(row).execute()
    }
    const comment = await aComment(db, { paper_id: '2601.00001', person_id: eve.id })
    assert.deepEqual((await readFeed(site, '/@eve.atom')).ids, [comment, '2603.00001', '2603.00002'])
    assert.deepEqual((await readFeed(site, '/@eve.atom?limit=1&p=2')).ids, ['2603.00001'])
    await db.updateTable('paper').set(undated).where('id', '=', '2603.00002').execute()
    const { items } = await (await askForFeed(site, '/@eve.json')).json()
    assert.equal(items.at(-2).date_published, entry.enteredAt, 'when eve listed it')
    assert.match(items.at(-1).id, /2603\.00002$/)
    assert.equal(items.at(-1).date_published, undefined, 'nobody knows when')
    await db.updateTable('member').set({ state: 'deleted' }).where('id', '=', eve.id).execute()
    assert.equal((await askForFeed(site, '/@eve.atom')).status, 404)
  })

  test('are found from the pages', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const pages: Record<string, string> = {
      ...{ '/': '/papers', '/papers': '/papers', '/papers/date/2026-03-03': '/papers/date/2026-03-03' },
      ...{ '/papers/week/2026-W10': '/papers/week/2026-W10', '/papers/trending': '/papers/trending' },
      ...{ '/papers/new/cs.CL?since=2026-01-01': '/papers/new/cs.CL?since=2026-01-01' },
      ...{ '/papers?q=paper': '/papers/search?q=paper', '/@ada': '/@ada' },
      ...{ '/papers/2601.00001': '/papers/2601.00001/comments', '/feeds': '/papers/new' },
    }
    for (const [page, list] of Object.entries(pages)) {
      const html = await (await askForFeed(site, page)).text()
      for (const format of feedFormats) {
        const links = [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g)]
        assert.ok(
          links.some(([, type, href]) => type === feedTypes[format] && href === routes.feed(list, format)),
          page,
        )
      }
    }
  })
})
