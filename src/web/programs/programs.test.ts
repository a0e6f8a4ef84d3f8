import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../test/support/database.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import { openSampleEdition } from '../../papers/sample-edition.ts'
import { readXml } from '../../sources/xml/read-xml.ts'
import { routes } from '../routes.ts'
import { embedded } from './embedded.ts'

const origin = 'http://127.0.0.1:8080'

const listed = (id: string, facts: Partial<Parameters<typeof paperRecord>[0]> = {}) =>
  paperRecord({
    id,
    entries: [{ day: '2026-03-03', place: 0, recordedVotes: 5, submittedBy: { name: 'grace' } }],
    ...facts,
  })

const records = [
  listed('2603.00001', {
    title: 'Tables <b>&</b> $\\alpha$',
    abstract: 'We ask "why" & answer.',
    published: '2026-03-02',
  }),
  listed('2603.00002', { entries: [{ day: '2026-03-03', place: 1, recordedVotes: 3 }] }),
]

const pngSize = async (response: Response) => {
  const png = Buffer.from(await response.arrayBuffer())
  return [png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]
}

eachDatabase('what is there for programs', (open) => {
  const filled = async () => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db)
    return (path: string) => site.request(`${origin}${path}`, { headers: { host: '127.0.0.1:8080' } })
  }
  const oembed = (path: string, more = '') => `/oembed?url=${encodeURIComponent(`${origin}${path}`)}${more}`

  test('a paper is embedded as a quotation with its picture', async () => {
    const get = await filled()
    const response = await get(oembed('/papers/2603.00001'))
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    const answer = (await response.json()) as Record<string, unknown>
    const { html, height, ...rest } = answer
    assert.deepEqual(rest, {
      version: '1.0',
      type: 'rich',
      title: 'Tables <b>&</b> α',
      author_name: 'Ada Example, Ben Sample',
      provider_name: 'Daily Papers',
      provider_url: `${origin}/`,
      cache_age: 3600,
      thumbnail_url: `${origin}/papers/2603.00001/card.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
      width: 600,
    })
    assert.ok(Number(height) > 50)
    assert.match(
      String(html),
      /^<blockquote class="broadsheet-embed" cite="[^"]+"><p><strong><a href="[^"]+">Tables &lt;b&gt;&amp;&lt;\/b&gt; α<\/a>/,
    )
    assert.doesNotMatch(String(html), /<script|<b>|on\w+=/)
  })

  test('lists, people and the front page are embedded, in XML too', async () => {
    const get = await filled()
    const titles: [string, string, string][] = [
      ['/', 'Daily Papers: Tuesday 3 March 2026', '/papers/date/2026-03-03'],
      ['/papers', 'Daily Papers: Tuesday 3 March 2026', '/papers/date/2026-03-03'],
      ['/papers/date/2026-3-3', 'Daily Papers: Tuesday 3 March 2026', '/papers/date/2026-03-03'],
      ['/papers/week/2026-W10', 'Daily Papers: 2–8 March 2026', '/papers/week/2026-W10'],
      ['/papers/month/2026-03', 'Daily Papers: March 2026', '/papers/month/2026-03'],
      ['/papers/trending', 'Daily Papers: Trending papers', '/papers/trending'],
      ['/papers/trending/', 'Daily Papers: Trending papers', '/papers/trending'],
      ['/papers/2603.00001/', 'Tables <b>&</b> α', '/papers/2603.00001'],
      ['/papers/2603.00001//', 'Tables <b>&</b> α', '/papers/2603.00001'],
      ['/@grace', 'Daily Papers: grace', '/@grace'],
    ]
    for (const [path, title, page] of titles) {
      const answer = (await (await get(oembed(path))).json()) as { title: string; thumbnail_url: string }
      assert.equal(answer.title, title, path)
      assert.equal(answer.thumbnail_url, `${origin}${page}/card.png`)
      const xml = await get(oembed(path, '&format=xml'))
      assert.match(xml.headers.get('content-type') ?? '', /^text\/xml/)
      const text = await xml.text()
      assert.doesNotThrow(() => readXml(text))
      assert.match(text, /<oembed><version>1\.0<\/version><type>rich<\/type>/)
    }
  })

  test('room is kept to', async () => {
    const get = await filled()
    const small = (await (
      await get(oembed('/papers/2603.00001', '&maxwidth=400&maxheight=200'))
    ).json()) as Record<string, number>
    assert.deepEqual(
      [small.width, small.thumbnail_width, small.thumbnail_height, (small.height ?? 999) <= 200],
      [400, 300, 158, true],
    )
    const tiny = (await (
      await get(oembed('/papers/2603.00001', '&maxwidth=100&maxheight=40'))
    ).json()) as object
    assert.equal('thumbnail_url' in tiny, false)
  })

  test('what can’t be embedded is refused as the protocol says', async () => {
    const get = await filled()
    const cases: [string, number][] = [
      [oembed('/papers/2603.00001', '&format=yaml'), 501],
      ['/oembed', 400],
      [oembed('/papers/2603.00001', '&maxwidth=wide'), 400],
      [oembed('/papers/2603.99999'), 404],
      [oembed('/papers/2603.00001/comments'), 404],
      [oembed('/papers/2603.00001.md'), 404],
      [oembed('/papers/date/2020-01-01'), 404],
      [oembed('/papers?q=tables'), 404],
      [oembed('/settings'), 404],
      [oembed('/@nobody'), 404],
      [`/oembed?url=${encodeURIComponent('https://elsewhere.example/papers/2603.00001')}`, 404],
      ['/oembed?url=javascript:alert(1)', 404],
      ['/oembed?url=papers', 404],
    ]
    for (const [path, status] of cases) {
      const response = await get(path)
      assert.equal(response.status, status, path)
      assert.equal(typeof ((await response.json()) as { error: string }).error, 'string')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
    }
  })

  test('pages name their picture and where to ask for a quotation, and both answer', async () => {
    const get = await filled()
    for (const path of [
      '/',
      '/papers/date/2026-03-03',
      '/papers/trending',
      '/@grace',
      '/papers/2603.00001',
    ]) {
      const html = await (await get(path)).text()
      const picture = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''
      assert.match(html, /name="twitter:card" content="summary_large_image"/)
      const response = await get(picture.slice(origin.length))
      assert.deepEqual(await pngSize(response), ['PNG', 1200, 630], path)
      const found = /type="application\/json\+oembed" href="([^"]+)"/.exec(html)?.[1] ?? ''
      const address = found.replaceAll('&amp;', '&')
      assert.equal((await get(address.slice(origin.length))).status, 200, address)
    }
  })

  test('pictures come in few widths and are known again', async () => {
    const get = await filled()
    const card = routes.listCard(routes.day('2026-03-03'))
    assert.deepEqual(await pngSize(await get(`${card}?width=600`)), ['PNG', 600, 315])
    assert.deepEqual(await pngSize(await get(`${card}?width=300`)), ['PNG', 300, 158])
    assert.equal((await get(`${card}?width=5000`)).status, 400)
    assert.equal((await get(routes.listCard(routes.day('2026-02-02')))).status, 404)
  })

  test('lists are there as Markdown', async () => {
    const get = await filled()
    const response = await get('/papers/date/2026-03-03.md')
    assert.match(response.headers.get('content-type') ?? '', /^text\/markdown/)
    const text = await response.text()
    assert.match(
      text,
      /^# Daily Papers: Tuesday 3 March 2026\n\n> 2 research papers, by the research community\./,
    )
    assert.match(
      text,
      /\n## 1\. Tables \\<b\\>\\&\\<\/b\\> \$\\alpha\$\n\n- Id: arXiv:2603\.00001\n- Authors: Ada Example, Ben Sample\n/,
    )
    assert.match(text, /- Markdown: <http:\/\/127\.0\.0\.1:8080\/papers\/2603\.00001\.md>/)
    for (const path of ['/papers/week/2026-W10.md', '/papers/month/2026-03.md', '/papers/trending.md'])
      assert.equal((await get(path)).status, 200, path)
    assert.equal((await get('/papers/date/2026-02-02.md')).status, 404)
    assert.equal((await get('/papers/date/yesterday.md')).status, 400)
    assert.equal((await get('/papers/date/2026-03-03.md?p=2')).status, 404)
  })
})

describe('what robots and agents are told', () => {
  const ask = async (path: string, settings = {}) => {
    const sample = await openSampleEdition()
    try {
      const site = siteOver(sample.db, { settings })
      const host = 'PUBLIC_URL' in settings ? 'papers.example.org' : '127.0.0.1:8080'
      return await (await site.request(`http://${host}${path}`, { headers: { host } })).text()
    } finally {
      await sample.close()
    }
  }

  test('llms.txt has the form of its proposal, and every link of it is ours', async () => {
    const text = await ask('/llms.txt', { PUBLIC_URL: 'https://papers.example.org', SITE_NAME: 'Our Papers' })
    assert.match(text, /^# Our Papers\n\n> .+\n\n.+\n\n## Papers as Markdown\n\n- \[/)
    const links = text.split('\n').filter((line) => line.startsWith('- '))
    assert.ok(links.length > 8)
    for (const link of links)
      assert.match(link, /^- \[[^\]]+\]\(https:\/\/papers\.example\.org\/[^)\s]*\): .+$/)
  })

  test('robots.txt closes what has no end and what only members see, and names the sitemap', async () => {
    const text = await ask('/robots.txt', { PUBLIC_URL: 'https://papers.example.org' })
    const closed = rulesOf(text)
    const open = [
      '/',
      '/papers',
      '/papers/2603.00001',
      '/papers/date/2026-03-03',
      '/papers/new/cs.CL',
      '/@grace',
    ]
    const alsoOpen = [
      '/papers/trending',
      '/api/docs',
      '/api/openapi.json',
      '/api/daily_papers',
      '/api/papers/2603.00001',
      '/moderation/log',
      '/papers/2603.00001/comments',
    ]
    for (const path of [...open, ...alsoOpen]) assert.equal(closed(path), false, path)
    const shut = [
      '/papers?q=tables',
      '/?q=x',
      '/papers?p=2&q=x',
      '/settings/tokens',
      '/admin/people',
      '/sign-in',
    ]
    const alsoShut = [
      '/papers/submit',
      '/papers/2603.00001/claim',
      '/api/papers/submit',
      '/api/papers/search?q=x',
      '/moderation',
      '/reports/new?x',
    ]
    for (const path of [...shut, ...alsoShut]) assert.equal(closed(path), true, path)
    assert.match(text, /\nSitemap: https:\/\/papers\.example\.org\/sitemap\.xml\n$/)
    assert.doesNotMatch(text, /Crawl-delay/)
  })
})

/** As RFC 9309 reads them: the longest rule that fits decides. */
function rulesOf(text: string): (path: string) => boolean {
  const rules = [...text.matchAll(/^(Allow|Disallow): (\S+)$/gm)].map(([, kind, rule = '']) => ({
    closes: kind === 'Disallow',
    length: rule.length,
    fits: new RegExp(`^${rule.replace(/[.+?^{}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}`),
  }))
  return (path) =>
    rules.filter(({ fits }) => fits.test(path)).sort((a, b) => b.length - a.length)[0]?.closes ?? false
}

test('whatever a title holds, the quotation is one quotation', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 })
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 3 }), fc.nat(900), (title, by, lines, most) => {
      const url = 'https://papers.example.org/papers/x'
      const answer = embedded(
        { title, by, lines, url, card: `${url}/card.png` },
        { name: 'N', url },
        { width: most + 1, height: most + 1 },
      )
      assert.ok(answer.width <= most + 1 && answer.height <= most + 1)
      assert.doesNotThrow(() => readXml(answer.html))
      const tags = [...answer.html.matchAll(/<\/?([a-z]+)/g)].map((match) => match[1])
      assert.ok(tags.every((tag) => ['blockquote', 'p', 'strong', 'a'].includes(tag ?? '')))
    }),
  )
})
