import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { finderOver } from '../../../test/support/finder.ts'
import { fill } from '../../../test/support/records.ts'
import { searchedPapers as papers } from '../../../test/support/search-pages.ts'
import { siteOver } from '../../../test/support/site.ts'
import { routes } from '../routes.ts'

eachDatabase('suggestions', (open) => {
  test('are papers, authors and queries, each with its address', async () => {
    const db = await open()
    await fill(db, papers)
    const site = siteOver(db, { finder: finderOver(papers) })
    const answer = async (q: string) => (await site.request(`${routes.suggest()}?q=${q}`)).json()
    assert.deepEqual(await answer('read'), {
      papers: [
        {
          id: '2401.00001',
          title: 'Reading $\\alpha$-abstracts by lamplight',
          href: routes.paper('2401.00001'),
        },
      ],
      authors: [],
      terms: [{ text: 'reading', href: routes.search({ q: 'reading' }) }],
    })
    const { authors } = await answer('ada')
    assert.deepEqual(authors, [{ name: 'Ada Example', papers: 2, href: routes.author('Ada Example') }])
    const behindWords = await answer('noon+author:ad')
    assert.deepEqual(behindWords.authors, [
      { name: 'Ada Example', papers: 2, href: routes.search({ q: 'noon author:"Ada Example"' }) },
    ])
    const none = { papers: [], authors: [], terms: [] }
    for (const q of ['', '+', 'a'.repeat(300)]) assert.deepEqual(await answer(q), none)
    const away = siteOver(db, { finder: finderOver(papers, { state: { kind: 'unavailable', why: '' } }) })
    assert.deepEqual(await (await away.request(`${routes.suggest()}?q=ada`)).json(), none)
  })
})
