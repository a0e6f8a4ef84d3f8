import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOpml } from 'feedsmith'
import { testApp } from '../../../test/support/app.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import { childrenOf, readXml, textOf } from '../../../test/support/xml.ts'
import type { Db } from '../../db/connect.ts'
import { papersOfPart } from './sitemaps.ts'

const origin = 'https://papers.example.org'

eachDatabase('the sitemap', (open, _, kind) => {
  test('leads to every paper once, with the time of its last change', async () => {
    const db = await open()
    await fill(db, [
      paperRecord({ id: '2601.00001', published: '2026-01-31T23:59:59.999Z', updated: '2026-02-10' }),
      paperRecord({ id: '2602.00001', published: '2026-02-01' }),
      paperRecord({ id: 'cs/0112017', published: '2001' }),
      paperRecord({ id: 'file:no date' }),
      paperRecord({
        id: 'doi:10.1000/a<b>&c',
        published: '2026-02',
        entries: [{ day: '2026-03-03', place: 0 }],
      }),
    ])
    const { addresses, changed } = await walk(db)
    const papers = addresses.filter((path) => /^\/papers\/(?!date|week|month|new|trending)/.test(path))
    assert.deepEqual(papers.toSorted(), [
      '/papers/2601.00001',
      '/papers/2602.00001',
      '/papers/cs/0112017',
      '/papers/doi:10.1000/a%3Cb%3E%26c',
      '/papers/file:no%20date',
    ])
    assert.equal(changed.get('/papers/2601.00001'), '2026-02-10')
    assert.equal(changed.get('/papers/cs/0112017'), '2001')
    assert.equal(changed.get('/papers/file:no%20date'), undefined)
    for (const path of [
      '/',
      '/feeds',
      '/papers/date/2026-03-03',
      '/papers/week/2026-W10',
      '/papers/month/2026-03',
    ])
      assert.ok(addresses.includes(path), path)
    assert.equal(new Set(addresses).size, addresses.length)
  })

  test('has parts of a long month that hold it once', async () => {
    const db = await open()
    const ids = Array.from({ length: 25 }, (_, i) => `2601.${String(10_001 + i)}`)
    await fill(
      db,
      ids.map((id, i) => paperRecord({ id, published: `2026-01-${String(1 + (i % 4)).padStart(2, '0')}` })),
    )
    const size = { perFile: 10, perQuestion: 4 }
    const parts = await Promise.all([1, 2, 3, 4].map((part) => papersOfPart(db, '2026-01', part, size)))
    assert.deepEqual(
      parts.map((papers) => papers.length),
      [10, 10, 5, 0],
    )
    assert.deepEqual(
      parts
        .flat()
        .map(({ id }) => id)
        .toSorted(),
      ids,
    )
  })

  test('asks for no months that have no papers, however far a date is off', async () => {
    const dates = ['0102-03-04', '1931', '2026-01-31T23:59:59.999Z', '2026-02-01', '9999-12-31']
    const records = dates.map((published, at) => paperRecord({ id: `2601.0000${at}`, published }))
    const { page, onQuery } = await testApp({ kind, records })
    let queries = 0
    onQuery(() => {
      queries++
    })
    const index = await page('/sitemap.xml')
    for (const month of ['0102-03', '1931-01', '2026-01', '2026-02', '9999-12'])
      assert.match(index, new RegExp(`/sitemaps/papers/${month}\\.xml`))
    assert.ok(queries < 30, `${queries} queries`)
  })

  test('of an empty store names pages only', async () => {
    const { files } = await walk(await open())
    assert.deepEqual(files, ['/sitemaps/lists.xml', '/sitemaps/editions.xml'])
  })
})

eachDatabase('the list of all feeds', (open) => {
  test('names the main lists and all categories, in words', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: '2601.00001', categories: ['cs.CL', 'x.unknown', '68T50'] })])
    const answer = await ask(db, '/feeds.opml')
    assert.equal(answer.headers.get('content-type'), 'text/x-opml; charset=utf-8')
    const groups = parseOpml(await answer.text()).body?.outlines ?? []
    assert.deepEqual(
      groups[1]?.outlines?.map(({ text, xmlUrl, htmlUrl }) => [text, xmlUrl, htmlUrl]),
      [
        ['Computation and Language (cs.CL)', `${origin}/papers/new/cs.CL.atom`, `${origin}/papers/new/cs.CL`],
        ['x.unknown', `${origin}/papers/new/x.unknown.atom`, `${origin}/papers/new/x.unknown`],
      ],
    )
    for (const { xmlUrl = '' } of groups.flatMap(({ outlines }) => outlines ?? []))
      assert.equal((await ask(db, xmlUrl.slice(origin.length))).status, 200, xmlUrl)
  })
})

const ask = async (db: Db, path: string): Promise<Response> =>
  siteOver(db, { settings: { PUBLIC_URL: origin } }).request(origin + path, {
    headers: { host: 'papers.example.org' },
  })

/** All that the sitemap leads to, without the origin. */
async function walk(
  db: Db,
): Promise<{ files: string[]; addresses: string[]; changed: Map<string, string | undefined> }> {
  const files = (await locations(db, '/sitemap.xml')).map(([path]) => path)
  const urls: [string, string | undefined][] = []
  for (const file of files) urls.push(...(await locations(db, file)))
  return { files, addresses: urls.map(([path]) => path), changed: new Map(urls) }
}

async function locations(db: Db, path: string): Promise<[string, string | undefined][]> {
  const answer = await ask(db, path)
  assert.equal(answer.status, 200, path)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/)
  return readXml(await answer.text()).children.map((url) => {
    const address = textOf(url, 'loc') ?? ''
    assert.ok(address.startsWith(`${origin}/`), address)
    assert.ok(childrenOf(url, 'lastmod').length <= 1)
    return [address.slice(origin.length), textOf(url, 'lastmod')]
  })
}
