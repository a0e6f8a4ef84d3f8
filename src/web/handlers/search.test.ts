import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eachDatabase, openMigrated } from '../../../test/support/database.ts'
import { type FinderFacts, finderOver } from '../../../test/support/finder.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../../../test/support/html.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { linksOn, searchedPapers as papers, titlesOn } from '../../../test/support/search-pages.ts'
import { siteOver } from '../../../test/support/site.ts'
import { openSampleEdition } from '../../papers/sample-edition.ts'
import { routes } from '../routes.ts'

eachDatabase('a search', (open) => {
  const openSite = async (facts: FinderFacts = {}, records = papers) => {
    const db = await open()
    await fill(db, records)
    const site = siteOver(db, { finder: finderOver(records, facts) })
    return {
      request: async (path: string) => site.request(path),
      page: async (path: string) => {
        const html = await (await site.request(path)).text()
        await assertValidHtml(html)
        assertKeepsContentPolicy(html)
        return html
      },
    }
  }
  const search = (q: string, more: object = {}) => routes.search({ q, ...more })

  test('lists what it finds, with the words marked and formulas whole', async () => {
    const site = await openSite()
    const html = await site.page(search('lamplight abstracts'))
    assert.deepEqual(titlesOn(html), ['Reading -abstracts by lamplight', 'Writing abstracts at noon'])
    assert.match(html, /<h2>2 papers match <q>lamplight abstracts<\/q>/)
    assert.match(html, /by <mark>lamplight<\/mark>/)
    assert.match(html, /<mark>Lamplight<\/mark> helps; <span><math/)
    assert.doesNotMatch(html, /<math[^>]*>(?:(?!<\/math>).)*<mark/)
    assert.match(html, /<input type="search" name="q" value="lamplight abstracts"/)
  })

  test('is the same page at the front, and for no search engine', async () => {
    const site = await openSite()
    for (const path of ['/?q=noon', '/papers?q=noon']) {
      const response = await site.request(path)
      assert.equal(response.headers.get('x-robots-tag'), 'noindex')
      assert.deepEqual(titlesOn(await response.text()), ['Writing abstracts at noon'])
    }
    assert.match(await (await site.request('/robots.txt')).text(), /^Disallow: \/\*\?\*q=$/m)
  })

  test('for nothing says how to search', async () => {
    const site = await openSite()
    for (const q of ['', '%20%20']) {
      const response = await site.request(`/papers?q=${q}`)
      assert.deepEqual([response.status, response.headers.get('location')], [302, routes.searchHelp()])
    }
  })

  test('for an id, a DOI or an address goes to the paper', async () => {
    const site = await openSite()
    const leads: [string, string][] = [
      ['2401.00001', routes.paper('2401.00001')],
      [' arXiv:2401.00001v2 ', routes.paperVersion('2401.00001', 2)],
      ['https://arxiv.org/pdf/2401.00001', routes.paper('2401.00001')],
      ['https://doi.org/10.1000/NIGHT', routes.paper('acl:2024.x-long.1')],
    ]
    for (const [q, address] of leads) {
      const response = await site.request(search(q))
      assert.deepEqual([response.status, response.headers.get('location')], [302, address], q)
    }
  })

  test('for an id that isn’t here says so, and searches', async () => {
    const html = await (await openSite()).page(search('arXiv:2401.09999'))
    assert.match(
      html,
      /href="https:\/\/arxiv\.org\/abs\/2401\.09999"[^>]*>arXiv:2401\.09999<\/a> isn’t in the/,
    )
  })

  test('of more than 250 characters is cut, and says so', async () => {
    const site = await openSite()
    for (const length of [251, 5_000, 12_000]) {
      const html = await site.page(`/papers?q=${'noon+'.repeat(length / 5)}x`)
      assert.match(html, /A search reads 250 characters; what stands behind them was left out/)
      assert.deepEqual(titlesOn(html), ['Writing abstracts at noon'])
    }
    assert.doesNotMatch(await site.page(`/papers?q=${'a'.repeat(250)}`), /A search reads/)
    // Nothing but characters that no page can show.
    assert.match(await site.page(`/papers?q=${'%00'.repeat(251)}`), /A search reads 250 characters/)
  })

  test('shows no character that HTML can’t hold', async () => {
    const html = await (await openSite()).page('/papers?q=noon%00%1b%5b2J%0a%c2%85%ff')
    assert.doesNotMatch(html, /(?!\n)\p{Cc}/u)
    assert.deepEqual(titlesOn(html), ['Writing abstracts at noon'])
  })

  test('is ordered as asked', async () => {
    const site = await openSite()
    const first = async (sort: string) => titlesOn(await site.page(`/papers?q=abstracts&sort=${sort}`))[0]
    assert.equal(await first('relevance'), 'Reading -abstracts by lamplight')
    assert.equal(await first('newest'), 'Writing abstracts at noon')
    assert.equal(await first('upvotes'), 'Writing abstracts at noon')
    assert.equal((await site.request('/papers?q=a&sort=best')).status, 400)
    assert.equal((await site.request('/papers?q=a&mode=magic')).status, 400)
  })

  test('pages by links, as far as it reaches', async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      paperRecord({ id: `2401.${String(n + 1).padStart(5, '0')}`, title: `Noon ${n}` }),
    )
    const site = await openSite({ reachable: 100 }, many)
    const last = await site.page(search('noon', { page: 2 }))
    assert.equal(titlesOn(last).length, 50)
    assert.match(last, /first 100 papers/)
    assert.deepEqual(linksOn(last, /Next/), [])
    assert.deepEqual(linksOn(last, /Previous/), [search('noon')])
    assert.equal((await site.request(search('noon', { page: 3 }))).status, 404)
    const other = await site.page(search('noon', { sort: 'newest', mode: 'lexical' }))
    assert.deepEqual(linksOn(other, /Next/), [search('noon', { sort: 'newest', mode: 'lexical', page: 2 })])
  })
})

eachDatabase('what narrows a search', (open) => {
  const openSite = async (facts: FinderFacts = {}) => {
    const db = await open()
    await fill(db, papers)
    const site = siteOver(db, { finder: finderOver(papers, facts) })
    return {
      leadsTo: async (path: string) => (await site.request(path)).headers.get('location') ?? '',
      page: async (path: string) => (await site.request(path)).text(),
    }
  }

  test('is a link by category and by year, and is taken away by another', async () => {
    const site = await openSite()
    const all = await site.page(routes.search({ q: 'abstracts' }))
    const [byCategory = ''] = linksOn(all, /^Computation and Language/)
    const narrowed = await site.page(byCategory)
    assert.deepEqual(titlesOn(narrowed), ['Reading -abstracts by lamplight'])
    const [byYear = ''] = linksOn(all, /^2025/)
    assert.deepEqual(titlesOn(await site.page(byYear)), ['Writing abstracts at noon'])
    const [without = ''] = linksOn(narrowed, /Without the filter: cs\.CL/)
    assert.equal(titlesOn(await site.page(without)).length, 2)
  })

  test('is a form, whose fields become part of the query', async () => {
    const site = await openSite()
    const form = 'category=cs.CL&author=Ada+Example&from=2024&to=2024&code=1'
    const address = await site.leadsTo(`/papers?q=abstracts&${form}&mode=lexical&sort=newest`)
    const url = new URL(address, 'http://localhost')
    assert.deepEqual([...url.searchParams.keys()], ['q', 'sort', 'mode'])
    const html = await site.page(address)
    assert.deepEqual(titlesOn(html), ['Reading -abstracts by lamplight'])
    for (const chip of ['cs.CL', '2024', 'by Ada Example', 'with code', 'words only']) {
      assert.equal(linksOn(html, new RegExp(`Without the filter: ${chip}`)).length, 1, chip)
    }
    assert.match(html, /name="category" list="categories" value="cs\.CL"/)
    assert.match(html, /name="author" value="Ada Example"/)
    assert.match(html, /name="from" value="2024" [^>]*>.*name="to" value="2024"/)
    const bare = await site.leadsTo('/papers?q=abstracts&category=&author=&from=&to=&mode=hybrid')
    assert.equal(bare, routes.search({ q: 'abstracts' }))
  })

  test('leaves a page that says what to take away, where nothing fits', async () => {
    const site = await openSite()
    const html = await site.page('/papers?q=unheard+things+category:cs.CV')
    assert.match(html, /No paper found/)
    const [without = ''] = linksOn(html, /the same without filters/)
    assert.equal(without, routes.search({ q: 'unheard things' }))
    assert.deepEqual(linksOn(html, /^things$/), [routes.search({ q: 'things' })])
    assert.ok(linksOn(html, /all new papers/).includes(routes.newest()))
  })
})

eachDatabase('a search says', (open) => {
  const page = async (path: string, facts: FinderFacts) => {
    const db = await open()
    await fill(db, papers)
    const response = await siteOver(db, { finder: finderOver(papers, facts) }).request(path)
    const html = await response.text()
    await assertValidHtml(html)
    return { status: response.status, html }
  }

  test('what may have been meant', async () => {
    const { html } = await page('/papers?q=lampligth', { suggestion: 'lamplight' })
    assert.deepEqual(linksOn(html, /^lamplight$/), [routes.search({ q: 'lamplight' })])
  })

  test('what was left out of the query', async () => {
    const ignored = [{ text: '<b>*', why: 'A star needs two letters before it.' }]
    const { html } = await page('/papers?q=noon', { ignored })
    assert.match(html, /&lt;b>\*<\/code> – A star needs two letters/)
  })

  test('how far its index is, and still answers', async () => {
    const { html, status } = await page('/papers?q=noon', {
      state: { kind: 'building', done: 1200, total: 4800 },
    })
    assert.equal(status, 200)
    assert.match(html, /1,200 of 4,800 papers \(25 %\)/)
    assert.deepEqual(titlesOn(html), ['Writing abstracts at noon'])
  })

  test('why it can’t be made, and where else to look', async () => {
    const state = { kind: 'unavailable', why: 'The disk is full.' } as const
    const { html, status } = await page('/papers?q=noon', { state })
    assert.equal(status, 503)
    assert.match(html, /The disk is full\./)
    const further = await page('/papers?q=noon&p=2', { state })
    assert.equal(further.status, 503)
    assert.match(further.html, /The disk is full\./)
    assert.ok(linksOn(html, /trending papers/).includes(routes.trending()))
  })
})

test('the sample edition is searched like any store', async () => {
  const { db } = await openMigrated('sqlite')
  const sample = await openSampleEdition()
  const finder = finderOver([paperRecord({ id: '2310.03059', title: 'Point' })])
  const response = await siteOver(db, { sampleDb: sample.db, finder }).request('/papers?q=point')
  assert.equal(titlesOn(await response.text()).length, 1)
  await sample.close()
})

test('whatever is typed, the answer is a page or a way', async () => {
  const { db } = await openMigrated('sqlite')
  await fill(db, papers)
  const site = siteOver(db, { finder: finderOver(papers) })
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'author:',
          'after:',
          '2024',
          '"',
          '(',
          ')',
          '-',
          ' OR ',
          '\0',
          '*',
          'noon',
          '\u202e',
          '🦜',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )
  const field = fc.constantFrom('q', 'category', 'from', 'to', 'author', 'code', 'p', 'sort', 'mode')
  await fc.assert(
    fc.asyncProperty(typed, fc.array(fc.tuple(field, typed), { maxLength: 2 }), async (q, fields) => {
      const query = new URLSearchParams([['q', q], ...fields])
      const response = await site.request(`/papers?${query}`)
      assert.ok([200, 302, 400, 404, 414].includes(response.status), `${query} answered ${response.status}`)
      if (fields.length === 0) assert.ok(response.status === 200 || response.status === 302, q)
    }),
    { numRuns: 1000 },
  )
})
