import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import { openSampleEdition } from '../papers/sample-edition.ts'
import { routes } from './routes.ts'

const today = '2026-03-04'

/** The headings of the papers on a page, as the reader sees them. */
const titlesOn = (html: string): string[] =>
  [...html.matchAll(/<h3[^>]*>\s*<a[^>]*>(.*?)<\/a>/gs)].map((match) => match[1] ?? '')

eachDatabase('the site', (open) => {
  test('an empty store shows the sample edition, until the first paper', async () => {
    const db = await open()
    const sample = await openSampleEdition()
    const settings = { PUBLIC_URL: 'https://papers.example.org' }
    const site = siteOver(db, { sampleDb: sample.db, settings })
    const before = await site.request('/')
    assert.equal(before.status, 200)
    assert.equal(titlesOn(await before.text()).length, 48)
    assert.equal(before.headers.get('x-robots-tag'), 'noindex')
    assert.equal((await site.request('/papers/2310.03059')).status, 200)
    await fill(db, [
      paperRecord({ id: '2603.00001', title: 'The first of our own', entries: [{ day: today }] }),
    ])
    const after = await site.request('/')
    assert.deepEqual(titlesOn(await after.text()), ['The first of our own'])
    assert.equal((await site.request('/papers/2310.03059')).status, 404)
    await sample.close()
  })

  test('the sample edition shows on a clock that is before its day, too', async () => {
    const sample = await openSampleEdition()
    const site = siteOver(await open(), { sampleDb: sample.db, at: '2025-06-01T12:00:00Z' })
    assert.equal(titlesOn(await (await site.request('/')).text()).length, 48)
    await sample.close()
  })

  test('today is the day of the edition, wherever the machine stands', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: '2603.00001', entries: [{ day: today }] })])
    // In Tokyo it is the fifth already.
    const settings = { EDITION_TIMEZONE: 'Asia/Tokyo' }
    const site = siteOver(db, { at: '2026-03-04T20:00:00Z', settings })
    const month = await (await site.request(routes.month('2026-03'))).text()
    assert.match(month, /aria-current="date">5</)
    const trending = await (await site.request(routes.trending())).text()
    assert.match(trending, /href="\/papers\/date\/2026-03-05"/)
  })

  test('without an edition the newest papers are shown, each once however far one reads', async () => {
    const db = await open()
    const id = (n: number) => `2603.${String(n).padStart(5, '0')}`
    const published = (n: number) => paperRecord({ id: id(n), title: id(n), published: '2026-03-01' })
    const site = siteOver(db)
    const read = async () => {
      const seen: string[] = []
      for (let at: string | undefined = '/'; at !== undefined; ) {
        const html: string = await (await site.request(at)).text()
        seen.push(...titlesOn(html))
        at = /<a class="button" href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
      }
      return seen
    }
    await fill(
      db,
      Array.from({ length: 48 }, (_, n) => published(n + 1)),
    )
    assert.equal((await read()).length, 48)
    await fill(
      db,
      Array.from({ length: 130 }, (_, n) => published(n + 1)),
    )
    const all = await read()
    assert.deepEqual([all.length, new Set(all).size], [130, 130])
  })

  test('the sources keep the precision of the newest date', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: 'acl:2024.naacl-long.1', published: '2024-08' })])
    assert.match(
      await (await siteOver(db).request(routes.sources())).text(),
      /<time datetime="2024-08">August 2024</,
    )
  })

  test('today, an empty Saturday, a week and a month', async () => {
    const db = await open()
    const on = (id: string, day: string, recordedVotes: number) =>
      paperRecord({ id, title: id, entries: [{ day, recordedVotes }] })
    await fill(db, [
      on('2602.00001', '2026-02-27', 1),
      on('2603.00002', '2026-03-03', 5),
      on('2603.00003', today, 2),
      on('2603.00004', today, 7),
    ])
    const site = siteOver(db)
    const page = async (path: string) => (await site.request(path)).text()
    assert.deepEqual(titlesOn(await page('/')), ['2603.00004', '2603.00003'])
    assert.deepEqual(titlesOn(await page('/papers')), ['2603.00004', '2603.00003'])
    assert.match(await page('/'), /href="\/papers\/date\/2026-03-03"/)
    const saturday = await site.request('/papers/date/2026-02-28')
    assert.equal(saturday.headers.get('x-robots-tag'), 'noindex')
    const text = await saturday.text()
    assert.match(text, /Saturdays and Sundays/)
    assert.deepEqual(titlesOn(text), ['2602.00001'])
    assert.deepEqual(titlesOn(await page('/papers/week/2026-W10')), [
      '2603.00004',
      '2603.00002',
      '2603.00003',
    ])
    assert.deepEqual(titlesOn(await page('/papers/month/2026-02')), ['2602.00001'])
    assert.deepEqual(titlesOn(await page('/papers/trending')).length, 4)
    const weekend = siteOver(db, { at: '2026-03-07T10:00:00Z' })
    const front = await (await weekend.request('/')).text()
    assert.match(front, /Saturdays and Sundays/)
    assert.deepEqual(titlesOn(front), ['2603.00004', '2603.00003'])
  })

  test('long lists page by links', async () => {
    const db = await open()
    const papers = Array.from({ length: 120 }, (_, index) =>
      paperRecord({
        id: `2603.${String(index + 1).padStart(5, '0')}`,
        title: `Paper ${index + 1}`,
        published: '2026-03-01',
        categories: ['cs.CL'],
        entries: [{ day: today, place: index }],
      }),
    )
    await fill(db, papers)
    const site = siteOver(db)
    for (const start of [
      '/',
      `/papers/date/${today}`,
      '/papers/trending',
      '/papers/new/cs.CL?since=2026-2-1',
    ]) {
      const seen: string[] = []
      let path: string | undefined = start
      while (path !== undefined) {
        const response: Response = await site.request(path)
        assert.equal(response.status, 200, path)
        const html: string = await response.text()
        seen.push(...titlesOn(html))
        path = linkIn(html, 'next')
      }
      assert.equal(seen.length, 120, start)
      assert.equal(new Set(seen).size, 120, start)
    }
    assert.equal((await site.request('/papers/trending?p=4')).status, 404)
    assert.equal((await site.request('/papers/trending?p=-1')).status, 400)
  })

  test('the date picker and its forms lead to one address', async () => {
    const site = siteOver(await open())
    const leads: [string, number, string][] = [
      ['/papers/date?day=2026-03-02', 302, '/papers/date/2026-03-02'],
      ['/papers/date?day=2026-3-2', 302, '/papers/date/2026-03-02'],
      ['/papers/date', 302, '/papers'],
      ['/papers/date/2026-3-2', 301, '/papers/date/2026-03-02'],
      ['/papers/new?category=cs.CL&since=&until=2026-01-01', 302, '/papers/new/cs.CL?until=2026-01-01'],
    ]
    for (const [path, status, location] of leads) {
      const response = await site.request(path)
      assert.deepEqual([response.status, response.headers.get('location')], [status, location], path)
    }
    const refused = [
      '/papers/date?day=soon',
      '/papers/date/2025-13-40',
      '/papers/week/2025-W53',
      '/papers/new?since=x',
    ]
    for (const path of refused) assert.equal((await site.request(path)).status, 400, path)
    assert.equal((await site.request('/papers/date/2026-03-05')).status, 404)
  })

  test('a person’s page: one spelling of a name, odd ones too', async () => {
    const db = await open()
    const names = ['AdaExample', 'a/b', '50% off?', 'Zoë ☂']
    const entries = (name: string) => [{ day: today, submittedBy: { name } }]
    await fill(
      db,
      names.map((name, index) =>
        paperRecord({ id: `2603.0000${index}`, title: `By ${index}`, entries: entries(name) }),
      ),
    )
    const site = siteOver(db)
    for (const [index, name] of names.entries()) {
      const response = await site.request(routes.person(name))
      assert.equal(response.status, 200, name)
      assert.deepEqual(titlesOn(await response.text()), [`By ${index}`])
    }
    const other = await site.request('/@adaexample?p=1')
    assert.deepEqual([other.status, other.headers.get('location')], [301, '/@AdaExample'])
    assert.equal((await site.request('/@nobody')).status, 404)
  })

  test('health: alive without the database, ready with it', async () => {
    const db = await open()
    const site = siteOver(db)
    assert.deepEqual(
      await Promise.all(['/healthz', '/readyz'].map(async (path) => (await site.request(path)).status)),
      [200, 200],
    )
  })
})

const elsewhere = { headers: { origin: 'https://elsewhere.example' } }

eachDatabase('a page of another site', (open) => {
  test('can read why the API refuses, also what stands before it refuses', async () => {
    const site = siteOver(await open(), { settings: { API_RATE: '2/60' } })
    for (const [path, status] of [
      ['/api/daily_papers', 200],
      [`/api/papers?x=${'y'.repeat(5_000)}`, 414],
      ['/api/daily_papers', 429],
    ] as const) {
      const answer = await site.request(path, elsewhere)
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [status, '*'])
    }
  })
})

function linkIn(html: string, rel: string): string | undefined {
  const link = [...html.matchAll(/<a [^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`rel="${rel}"`))
  return /href="([^"]*)"/.exec(link ?? '')?.[1]?.replaceAll('&amp;', '&')
}
