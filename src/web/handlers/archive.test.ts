// Past digests as everybody reads them: pages and feeds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { edition } from '../../../test/support/digests.ts'
import { doorOf } from '../../../test/support/door.ts'
import { offences } from '../../../test/support/feed-rules.ts'
import { readFeed } from '../../../test/support/feeds.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { fill } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import { previewDigest } from '../../digests/preview.ts'
import { feedFormats } from '../feeds/feed.ts'
import { routes } from '../routes.ts'

const days = ['2026-03-04', '2026-03-03', '2026-03-02', '2026-02-27', '2025-12-01']

async function start(open: () => Promise<Db>) {
  const db = await open()
  for (const day of days) await fill(db, edition(day, 3))
  const door = doorOf(db)
  const read = async (path: string) => {
    const answer = await door.get(path)
    const text = await answer.text()
    assert.equal(answer.status, 200, `${path}: ${text}`)
    return text
  }
  return { db, ...door, read }
}

const hrefsIn = (html: string, form: RegExp): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href).filter((href) => form.test(href))

const digest = /^\/digests\/(daily|weekly)\/\d/

eachDatabase('past digests', (open) => {
  test('are listed by month, once their day or their week is over', async () => {
    const { read } = await start(open)
    const html = await read(routes.archive())
    await assertValidHtml(html)
    assert.deepEqual(hrefsIn(html, digest), [
      '/digests/daily/2026-03-03',
      '/digests/daily/2026-03-02',
      '/digests/weekly/2026-W09',
      '/digests/daily/2026-02-27',
      '/digests/weekly/2025-W49',
      '/digests/daily/2025-12-01',
    ])
    assert.match(
      html,
      /March 2026[\s\S]*Paper 1 of 2026-03-03 · and 2 more[\s\S]*March 2026[\s\S]*December 2025/,
    )
    const weekly = hrefsIn(await read(routes.archive('weekly')), digest)
    assert.deepEqual(weekly, ['/digests/weekly/2026-W09', '/digests/weekly/2025-W49'])
    assert.equal(hrefsIn(await read(routes.archive('daily')), digest).length, 4)
  })

  test('that nobody made yet leave an empty archive that says so', async () => {
    const html = await (await doorOf(await open()).get(routes.archive())).text()
    await assertValidHtml(html)
    assert.match(html, /There are none yet/)
  })

  test('stand in parts of three months', async () => {
    const { db, read, get } = await start(open)
    await fill(db, edition('2025-08-01', 1))
    const first = await read(routes.archive('daily'))
    assert.deepEqual(hrefsIn(first, /p=2/), [routes.archive('daily', 2)])
    assert.match(first, /1–3 of 4 months/)
    assert.deepEqual(hrefsIn(await read(routes.archive('daily', 2)), digest), ['/digests/daily/2025-08-01'])
    assert.equal((await get(routes.archive('daily', 3))).status, 404)
  })

  test('say what the mail to who follows everything said, with links to those beside them', async () => {
    const { db, read } = await start(open)
    for (const [period, key, day] of [
      ['daily', '2026-03-02', '2026-03-02'],
      ['weekly', '2026-W09', '2026-03-01'],
    ] as const) {
      const html = await read(routes.pastDigest({ period, key }))
      await assertValidHtml(html)
      const sent = await previewDigest(db, { name: 'Daily Papers', publicUrl: '' }, { period, day })
      assert.deepEqual(
        hrefsIn(html, /^\/papers\/\d/).filter((href) => !href.endsWith('/comments')),
        sent?.papers.map((id) => routes.paper(id)),
      )
      assert.match(html, period === 'daily' ? /Number 3 of the day/ : /Number 3 of the week/)
    }
    const tuesday = await read(routes.pastDigest({ period: 'daily', key: '2026-03-02' }))
    assert.deepEqual(hrefsIn(tuesday, digest), ['/digests/daily/2026-02-27', '/digests/daily/2026-03-03'])
    const newest = await read(routes.pastDigest({ period: 'daily', key: '2026-03-03' }))
    assert.deepEqual(hrefsIn(newest, digest), ['/digests/daily/2026-03-02'], 'today is no past digest')
    const week = await read(routes.pastDigest({ period: 'weekly', key: '2026-W09' }))
    assert.deepEqual(hrefsIn(week, digest), ['/digests/weekly/2025-W49'])
  })

  test('leave out what was withdrawn since', async () => {
    const { db, read } = await start(open)
    await fill(db, edition('2026-02-26', 2, { withdrawn: true }))
    await fill(db, edition('2026-02-25', 1))
    const week = await read(routes.pastDigest({ period: 'weekly', key: '2026-W09' }))
    assert.doesNotMatch(week, /of 2026-02-26/)
    assert.match(week, /of 2026-02-25/)
  })

  test('have addresses that say what is wrong with them', async () => {
    const { get } = await start(open)
    const wrong: [string, number][] = [
      ['/digests/daily/2026-03-04', 404],
      ['/digests/daily/2026-03-09', 404],
      ['/digests/weekly/2026-W10', 404],
      ['/digests/daily/2026-03-01', 404],
      ['/digests/daily/2026-13-40', 400],
      ['/digests/weekly/2026-03-02', 400],
      ['/digests/monthly', 404],
      ['/digests?p=0', 400],
    ]
    for (const [path, status] of wrong) assert.equal((await get(path)).status, status, path)
    assert.match(await (await get('/digests/daily/2026-03-04')).text(), /made when the day is over/)
    const moved = await get('/digests/daily/2026-3-2')
    assert.deepEqual([moved.status, moved.headers.get('location')], [301, '/digests/daily/2026-03-02'])
  })

  test('are feeds, an entry each, whose names and times stay', async () => {
    const { db, get } = await start(open)
    for (const list of [routes.archive(), routes.archive('daily'), routes.archive('weekly')]) {
      for (const format of feedFormats) {
        const answer = await get(routes.feed(list, format))
        const text = await answer.text()
        assert.equal(answer.status, 200, text)
        assert.deepEqual(offences(format, text), [], list)
      }
    }
    const site = siteOver(db)
    const daily = await readFeed(site, '/digests/daily.atom')
    assert.deepEqual(daily.ids, [
      'daily/2026-03-03',
      'daily/2026-03-02',
      'daily/2026-02-27',
      'daily/2025-12-01',
    ])
    assert.match(daily.text, /<published>2026-03-04T00:00:00Z/)
    assert.match(daily.text, /Paper 3 of 2026-03-03/)
    await db.updateTable('paper').set({ member_votes: 7 }).execute()
    assert.equal(
      (await readFeed(siteOver(db), '/digests/daily.atom')).text,
      daily.text,
      'votes make it no new one',
    )
    assert.equal((await get('/digests/daily.atom?limit=20')).status, 200)
    const tooMany = await get('/digests/daily.atom?limit=21')
    assert.equal(tooMany.status, 400)
    assert.match(await tooMany.text(), /from 1 to 20/)
    const part = await readFeed(site, '/digests/daily.atom?limit=3')
    assert.equal(part.links.next, '/digests/daily.atom?p=2&limit=3')
    assert.deepEqual((await readFeed(site, part.links.next ?? '')).ids, ['daily/2025-12-01'])
    assert.deepEqual((await readFeed(site, '/digests/weekly.atom')).ids, [
      'weekly/2026-W09',
      'weekly/2025-W49',
    ])
    assert.equal((await readFeed(site, '/digests.atom')).ids.length, 6)
  })

  test('are found from the pages about subscribing and feeds, and by search engines', async () => {
    const { read } = await start(open)
    assert.deepEqual(hrefsIn(await read(routes.subscribe()), /^\/digests$/), ['/digests'])
    assert.ok((await read(routes.feeds())).includes('/digests/weekly.json'))
    assert.match(await read(routes.opml()), /digests\/daily\.atom/)
    assert.match(await read(routes.sitemapOf('lists')), /\/digests</)
    assert.match(await read(routes.sitemapOf('editions')), /\/digests\/daily\/2026-03-03</)
  })
})
