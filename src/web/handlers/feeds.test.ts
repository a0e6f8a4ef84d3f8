// Feeds as a reader's program asks for them: no cookie, and it sends again what it was told.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aComment } from '../../../test/support/comments.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { offences } from '../../../test/support/feed-rules.ts'
import { aSiteWithFeeds, askForFeed, type ReadFeed, readFeed } from '../../../test/support/feeds.ts'
import { aMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Web } from '../create-web.ts'
import { feedFormats, feedTypes } from '../feeds/feed.ts'
import { routes } from '../routes.ts'

const lists = [
  ...[routes.papers(), routes.day('2026-03-03'), routes.week('2026-W10'), routes.month('2026-02')],
  ...[routes.trending(), routes.newest(), routes.newest({ category: 'cs.CL' })],
  ...[routes.newest({ since: '2026-3-1', until: '2026-03-03' }), routes.searchList({ q: 'paper' })],
  ...[routes.person('ada'), routes.discussion('2601.00001')],
]

eachDatabase('feeds', (open) => {
  test('of every list are valid in every format, the same for all, and kept', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const member = await aMember(db, 'eve')
    await aComment(db, {
      paper_id: '2601.00001',
      person_id: member.id,
      body: 'See $x$ and @ada, arXiv:2601.00002',
    })
    for (const list of lists) {
      for (const format of feedFormats) {
        const path = routes.feed(list, format)
        const answer = await askForFeed(site, path)
        const text = await answer.text()
        assert.equal(answer.status, 200, `${path}: ${text}`)
        assert.equal(answer.headers.get('content-type'), `${feedTypes[format]}; charset=utf-8`)
        assert.deepEqual(offences(format, text), [], path)
        assert.ok(
          text.includes(`${testOrigin}${path}`.replaceAll('&', format === 'json' ? '&' : '&amp;')),
          path,
        )
        const own = await askForFeed(site, path, member.headers)
        assert.equal(await own.text(), text, `${path} for a member`)
        assert.equal(own.headers.get('cache-control'), 'no-cache')
        await asksAgain(site, path, answer)
      }
    }
  })

  test('of the site hold whole editions, the newest first, and go on in the archive', async () => {
    const site = await aSiteWithFeeds(await open())
    const all = await readFeed(site, '/papers.atom')
    assert.deepEqual(
      all.ids,
      ['1', '2', '3'].flatMap((edition) => [0, 1, 2].map((place) => `260${edition}.0000${place + 1}`)),
    )
    assert.equal(all.links['prev-archive'], undefined)
    const newest = await readFeed(site, '/papers.atom?limit=5')
    assert.deepEqual(newest.ids, all.ids.slice(0, 3), 'no half editions')
    assert.deepEqual((await readFeed(site, '/papers.atom?limit=2')).ids, all.ids.slice(0, 2))
    assert.equal(newest.links['prev-archive'], '/papers/date/2026-03-03.atom')

    const found = [...newest.ids]
    for (let next: string | undefined = newest.links['prev-archive']; next; ) {
      const document: ReadFeed = await readFeed(site, next)
      assert.match(document.text, /<fh:archive\/>/)
      assert.equal(document.links.current, '/papers.atom')
      found.push(...document.ids)
      next = document.links['prev-archive']
    }
    assert.deepEqual(found.toSorted(), all.ids.toSorted())
    const oldest = await readFeed(site, '/papers/date/2026-02-27.atom')
    assert.equal(oldest.links['next-archive'], '/papers/date/2026-03-03.atom')
    const yesterday = await readFeed(site, '/papers/date/2026-03-03.atom')
    assert.equal(yesterday.links['next-archive'], undefined, 'today’s edition is no archive yet')
    assert.doesNotMatch((await readFeed(site, '/papers/date/2026-03-04.atom')).text, /fh:archive\/|current/)
  })

  test('of a paper on two lists have it once, in the newer one', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const entries = ['2026-03-04', '2026-02-27'].map((day) => ({ day, place: 9 }))
    await fill(db, [paperRecord({ id: '2604.00009', entries })])
    const { ids } = await readFeed(site, '/papers.atom')
    assert.equal(ids.indexOf('2604.00009'), ids.lastIndexOf('2604.00009'))
    assert.ok(ids.indexOf('2604.00009') < 4)
  })

  test('of what is scheduled come on its day, not before', async () => {
    const db = await open()
    const entries = [{ day: '2026-03-05', place: 0, enteredAt: '2026-02-01T00:00:00.000Z' }]
    const site = await aSiteWithFeeds(db)
    await fill(db, [paperRecord({ id: '2609.00001', published: '2026-03-01', entries })])
    for (const path of ['/papers.atom', '/papers/week/2026-W10.atom', '/papers/trending.atom', '/@ada.atom'])
      assert.ok(!(await readFeed(site, path)).ids.includes('2609.00001'), path)
    assert.equal((await askForFeed(site, '/papers/date/2026-03-05.atom')).status, 404)
    const later = siteOver(db, { at: '2026-03-05T08:00:00.000Z' })
    assert.match((await readFeed(later, '/papers.atom')).text, /<published>2026-03-05T00:00:00Z/)
  })

  test('can be walked through to their end, forth and back', async () => {
    const site = await aSiteWithFeeds(await open())
    const long = [
      '/papers/new.atom',
      '/papers/week/2026-W10.atom',
      '/papers/trending.atom',
      '/papers/search.atom?q=paper',
    ]
    for (const path of [...long, '/@ada.atom']) {
      const whole = (await readFeed(site, path)).ids
      const step = `${path}${path.includes('?') ? '&' : '?'}limit=2`
      let part: ReadFeed = await readFeed(site, step)
      const found = [...part.ids]
      while (part.links.next) {
        assert.equal(part.links.first, step)
        part = await readFeed(site, part.links.next)
        found.push(...part.ids)
      }
      assert.deepEqual(found, whole, path)
      if (part.links.last) assert.equal(part.links.last, part.links.self)
      while (part.links.previous) part = await readFeed(site, part.links.previous)
      assert.deepEqual(part.ids, whole.slice(0, 2), path)
    }
  })

  test('say what is wrong with what they are asked', async () => {
    const site = await aSiteWithFeeds(await open())
    const wrong: [string, number][] = [
      ['/papers/date/2025-13-40.atom', 400],
      ['/papers/date/2026-03-05.rss', 404],
      ['/papers/week/2026-W60.json', 400],
      ['/papers/month/2026-13.atom', 400],
      ['/papers/new/nonsense.atom', 404],
      ['/papers/new.atom?since=soon', 400],
      ['/papers/new.atom?before=x', 400],
      ['/papers/week/2026-W10.atom?p=9', 404],
      ['/papers/trending.atom?p=0', 400],
      ['/papers/trending.atom?limit=101', 400],
      ['/papers.atom?limit=x', 400],
      ['/papers/search.atom', 400],
      ['/papers/search.atom?q=%20', 400],
      [`/papers/search.json?q=${'x'.repeat(251)}`, 400],
      ['/papers/search.atom?q=x&sort=tea', 400],
      ['/papers/search.atom?q=2601.00001&p=2', 404],
      ['/@nobody.atom', 404],
      ['/@ada.atom?p=2', 404],
      ['/@ada.atom?p=99999', 404],
      ['/papers/2699.99999/comments.atom', 404],
      ['/papers/2601.00001/votes.atom', 404],
      ['/papers/2601.00001/comments.atom?p=2', 404],
      ['/papers/2601.00001.atom', 404],
      ['/sitemaps/papers/2020-01.xml', 404],
      ['/sitemaps/papers/x.xml', 404],
      ['/sitemaps/papers/2026-03-part-2.xml', 404],
    ]
    for (const [path, status] of wrong) assert.equal((await askForFeed(site, path)).status, status, path)
    const answer = await askForFeed(site, '/papers/search.json')
    assert.match((await answer.json()).error, /“q” must say what to search for/)
    const moved = {
      '/papers/date/2026-3-3.atom': '/papers/date/2026-03-03.atom',
      '/papers/date/2026-3-4.atom?limit=2': '/papers/date/2026-03-04.atom?limit=2',
      '/@ADA.rss': '/@ada.rss',
      '/@ADA.rss?limit=2': '/@ada.rss?limit=2',
    }
    for (const [path, to] of Object.entries(moved))
      assert.equal((await askForFeed(site, path)).headers.get('location'), to)
    const other = await askForFeed(site, '/papers/arXiv:2601.00001/comments.json?limit=2')
    assert.equal(other.headers.get('location'), '/papers/2601.00001/comments.json?limit=2')
  })

  test('of nothing are empty and valid', async () => {
    const db = await open()
    const empty = siteOver(db)
    const site = await aSiteWithFeeds(await open())
    const nothing: [Web, string][] = [
      ...['/papers', '/papers/new', '/papers/trending', '/papers/date/2026-03-04'].map(
        (list): [Web, string] => [empty, list],
      ),
      ...['/papers/date/2026-03-02', '/papers/date/2026-02-28', '/papers/new/math.GT'].map(
        (list): [Web, string] => [site, list],
      ),
      [site, '/papers/search?q=zzz'],
      [site, '/papers/2601.00002/comments'],
    ]
    for (const [asked, list] of nothing) {
      for (const format of feedFormats) {
        const answer = await askForFeed(asked, routes.feed(list, format))
        const text = await answer.text()
        assert.equal(answer.status, 200, list)
        assert.deepEqual(offences(format, text), [], list)
        assert.doesNotMatch(text, /<entry|<item|"id"/, list)
      }
    }
  })
})

/** 304 for each way of saying that one has it; and 200 for who has something else. */
async function asksAgain(site: Web, path: string, { headers }: Response): Promise<void> {
  const [tag, time] = [headers.get('etag') ?? '', headers.get('last-modified') ?? '']
  const old = new Date(Date.parse(time) - 1_000).toUTCString()
  const expected: [Record<string, string>, number][] = [
    [{ 'if-none-match': tag }, 304],
    [{ 'if-none-match': `"other", ${tag}`, 'if-modified-since': old }, 304],
    [{ 'if-modified-since': time }, 304],
    [{ 'if-none-match': '"other"', 'if-modified-since': time }, 200],
    [{ 'if-modified-since': old }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
  ]
  for (const [sent, status] of expected) {
    const again = await askForFeed(site, path, sent)
    assert.equal(again.status, status, `${path} with ${JSON.stringify(sent)}`)
    if (status !== 304) continue
    assert.equal(again.headers.get('etag'), tag)
    assert.equal(again.headers.get('access-control-allow-origin'), '*', path)
    assert.equal(await again.text(), '')
  }
}

eachDatabase('what comes in late', (open) => {
  test('is sent to who asks by time alone, though it is older than the rest', async () => {
    const db = await open()
    const site = await aSiteWithFeeds(db)
    const first = await askForFeed(site, '/papers/new.atom')
    await fill(db, [paperRecord({ id: '2603.09999', published: '2026-02-01' })])
    const headers = { 'if-modified-since': first.headers.get('last-modified') ?? '' }
    const second = await askForFeed(site, '/papers/new.atom', headers)
    assert.equal(second.status, 200)
    assert.match(await second.text(), /2603\.09999/)
  })

  test('is sent to who has what another node gave for a while', async () => {
    const db = await open()
    const one = await aSiteWithFeeds(db)
    const other = siteOver(db, { at: '2026-03-04T12:05:00.000Z' })
    const titled = (title: string) =>
      db.updateTable('paper').set({ title }).where('id', '=', '2601.00001').execute()
    await titled('What there is')
    await askForFeed(one, '/papers/new.atom')
    await titled('What there was for a while')
    const between = await askForFeed(other, '/papers/new.atom')
    await titled('What there is')
    const headers = { 'if-modified-since': between.headers.get('last-modified') ?? '' }
    const now = await askForFeed(one, '/papers/new.atom', headers)
    assert.equal(now.status, 200)
    assert.match(await now.text(), /What there is/)
  })
})
